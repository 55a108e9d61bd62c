"""Tells Django of this app."""

from django.apps import AppConfig


class FlagsConfig(AppConfig):
    """Signs of fraud, harm and concern, with reasons one can argue with."""

    name = "ownway.oversight.flags"
    label = "flags"
    default_auto_field = "django.db.models.BigAutoField"
