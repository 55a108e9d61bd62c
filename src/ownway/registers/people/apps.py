"""Tells Django of this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons and organisations, their roles and relations, and who may see and do what."""

    name = "ownway.registers.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
