"""Tells Django of this app."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """Step 6: the life that came of it."""

    name = "ownway.steps.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"
