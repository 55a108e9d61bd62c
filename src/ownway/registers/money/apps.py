"""Tells Django of this app."""

from django.apps import AppConfig


class MoneyConfig(AppConfig):
    """The ledger: every penny a transfer, by stream and purpose."""

    name = "ownway.registers.money"
    label = "money"
    default_auto_field = "django.db.models.BigAutoField"
