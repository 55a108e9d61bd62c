"""Tells Django of this app."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """Programmes, their versions for ever, and which of them is in force."""

    name = "ownway.registers.programmes"
    label = "programmes"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        "programmes_packversion",
        "programmes_inforce",
        "programmes_validation",
        "programmes_auditreport",
        "programmes_impact",
        "programmes_publication",
        "programmes_comment",
        "programmes_commentanswer",
        "programmes_withdrawal",
    )
