"""The first letter to whoever has an account without a password: a link, which works once, to choose one."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from ownway.registers.people.queries import FirstLetter


def send_first_letter(request: HttpRequest, letter: FirstLetter) -> None:
    """Send the link by which the owner of an account chooses a password, in their own language."""
    key = default_token_generator.make_token(letter.account)
    named = {"uidb36": user_pk_to_url_str(letter.account), "key": key}
    link = request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=named))
    with override(letter.language):
        days = settings.PASSWORD_RESET_TIMEOUT // 86_400
        told = (
            _("Hello %(name)s,") % {"name": letter.name},
            _("You can now sign in to ownway, a service of %(authority)s.") % {"authority": settings.OWNWAY_AUTHORITY},
            _("Choose a password here. The link works once, within %(days)d days:") % {"days": days},
            link,
            _("Is it too late for that? On the page where one signs in, say that you have forgotten your password, and "
              "give this email address."),
            _("Did you not expect this letter? Then do nothing. Nobody can sign in without a password."),
        )  # fmt: skip
        send_mail(_("You can sign in now"), "\n\n".join(told), None, [letter.email])
