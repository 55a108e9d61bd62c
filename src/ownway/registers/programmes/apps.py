"""Tells Django of this app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Packs kept by version for ever, and which is in force when."""

    name = "ownway.registers.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
