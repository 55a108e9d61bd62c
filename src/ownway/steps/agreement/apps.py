"""Tells Django of this app."""

from django.apps import AppConfig


class AgreementConfig(AppConfig):
    """Step 3: the authority checks that the plan is safe and agrees."""

    name = "ownway.steps.agreement"
    label = "agreement"
    default_auto_field = "django.db.models.BigAutoField"
