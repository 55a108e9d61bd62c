"""Tells Django of this app."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What was decided, by whom, why, by when it may be challenged and what came of it."""

    name = "ownway.registers.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        "decisions_decision",
        "decisions_reply",
        "decisions_challenge",
        "decisions_answer",
        "decisions_clock",
        "decisions_clockstop",
    )
