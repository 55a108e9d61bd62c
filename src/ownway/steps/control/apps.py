"""Tells Django of this app."""

from django.apps import AppConfig


class ControlConfig(AppConfig):
    """Step 4: how far the person holds the money."""

    name = "ownway.steps.control"
    label = "control"
    default_auto_field = "django.db.models.BigAutoField"
