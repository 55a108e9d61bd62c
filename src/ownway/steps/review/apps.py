"""Tells Django of this app."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """Step 7: both sides look back, learn and change what needs changing."""

    name = "ownway.steps.review"
    label = "review"
    default_auto_field = "django.db.models.BigAutoField"
