"""How the sign-in library is bent to this house: nobody makes an account alone, and every letter is sent from here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come by invitation; there is no open door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Tell that nobody can make an account without having been invited."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return where one goes after changing a password."""
        return "/"
