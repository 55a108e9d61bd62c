"""How the sign-in library is bent to this house: nobody makes an account alone, and every letter is written here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import send_mail
from django.http import HttpRequest

from ownway.interfaces.web.sign_in.mail import written


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation; there is no open door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that nobody can make an account without having been invited."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where one goes after changing a password."""
        return "/"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of the library's emails in our own words."""
        subject, words = written(template_prefix, context)
        send_mail(subject, words, None, [email])

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the owner of an account at the address they sign in with; no other is kept here."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)
