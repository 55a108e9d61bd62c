"""The addresses of the API, below ``/api/v1/``."""

from django.urls import include, path

from ownway.interfaces.api.main import addresses

urlpatterns = [path("", include((addresses(), "api"), namespace="api"))]
