"""Tells Django of this app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The append-only record of every look and every change, and the key under which each person's text is sealed."""

    name = "ownway.registers.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"
