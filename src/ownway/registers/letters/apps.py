"""Tells Django of this app."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Everything told to anyone, as it was sent."""

    name = "ownway.registers.letters"
    label = "letters"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = ("letters_letter", "letters_telling")
