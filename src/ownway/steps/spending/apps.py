"""Tells Django of this app."""

from django.apps import AppConfig


class SpendingConfig(AppConfig):
    """Step 5: the money is used flexibly."""

    name = "ownway.steps.spending"
    label = "spending"
    default_auto_field = "django.db.models.BigAutoField"
