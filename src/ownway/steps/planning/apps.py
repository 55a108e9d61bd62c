"""Tells Django of this app."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Step 2: the person's own plan for using it."""

    name = "ownway.steps.planning"
    label = "planning"
    default_auto_field = "django.db.models.BigAutoField"
