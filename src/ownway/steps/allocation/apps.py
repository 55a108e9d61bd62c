"""Tells Django of this app."""

from django.apps import AppConfig


class AllocationConfig(AppConfig):
    """Step 1: how much money there is, told up front with every reason."""

    name = "ownway.steps.allocation"
    label = "allocation"
    default_auto_field = "django.db.models.BigAutoField"
