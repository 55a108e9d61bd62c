"""The addresses of the pages of outcomes."""

from django.urls import URLPattern

app_name = "outcomes"
urlpatterns: list[URLPattern] = []
