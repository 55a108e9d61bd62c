"""The addresses of the pages of agreement."""

from django.urls import URLPattern

app_name = "agreement"
urlpatterns: list[URLPattern] = []
