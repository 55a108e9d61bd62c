"""Tells Django of this app."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    """Lab runs kept, and packs made ready for publishing."""

    name = "ownway.oversight.bench"
    label = "bench"
    default_auto_field = "django.db.models.BigAutoField"
