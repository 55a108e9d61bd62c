"""Tells Django of this app."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    """Who offers support, where and at what price, and brokers with their fees and interests."""

    name = "ownway.registers.market"
    label = "market"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("market_provider", "market_listing")
