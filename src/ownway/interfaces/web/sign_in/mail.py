"""What the sign-in library's emails say here: in our words and languages, from the authority, with one thing to do."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _


def written(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return the subject and the words of the email that the library calls *kind*.

    :raises KeyError: for an email that no page of ours leads to.
    """
    subject, *parts = _words(context)[kind]
    return subject, "\n\n".join([*parts, settings.OWNWAY_AUTHORITY])


def _words(context: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    was_it_you = _(
        "If that was you, there is nothing to do. If it was not, tell us at once, and choose a new password."
    )
    return {
        "account/email/password_reset_key": (
            _("Choose a new password"),
            _("Somebody asked for a new password for your account on ownway. We hope that it was you."),
            _("Choose it here. The link works once:"),
            str(context.get("password_reset_url", "")),
            _("Did you not ask? Then do nothing. Your password stays as it is."),
        ),
        "account/email/unknown_account": (
            _("You have no account with this address"),
            _("Somebody asked for a new password for this email address. There is no account with it on ownway."),
            _("Was it you? Perhaps your account has another address. Whoever works with you can tell you."),
        ),
        "account/email/password_reset": (_("Your password was changed"), was_it_you),
        "account/email/password_changed": (_("Your password was changed"), was_it_you),
        "account/email/password_set": (_("Your password was chosen"), was_it_you),
        "mfa/email/totp_activated": (_("The second step is on for your account"), was_it_you),
        "mfa/email/totp_deactivated": (_("The second step is off for your account"), was_it_you),
        "mfa/email/recovery_codes_generated": (_("There are new spare codes for your account"), was_it_you),
    }
