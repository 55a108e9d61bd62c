"""Tells Django of this app."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """What people did with their budgets, shared with consent."""

    name = "ownway.registers.stories"
    label = "stories"
    default_auto_field = "django.db.models.BigAutoField"
