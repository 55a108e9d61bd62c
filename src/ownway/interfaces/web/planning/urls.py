"""The addresses of the pages of planning."""

from django.urls import URLPattern

app_name = "planning"
urlpatterns: list[URLPattern] = []
