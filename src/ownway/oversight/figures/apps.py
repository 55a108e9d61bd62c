"""Tells Django of this app."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Results, demand, roll-out and returns."""

    name = "ownway.oversight.figures"
    label = "figures"
    default_auto_field = "django.db.models.BigAutoField"
