"""Tells Django of this app."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Who and what support can be bought from."""

    name = "ownway.registers.market"
    label = "market"
    default_auto_field = "django.db.models.BigAutoField"
