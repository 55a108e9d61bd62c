"""The form of how pages are shown."""

from django.utils.translation import gettext as _

from ownway.interfaces.web.design.fields import Choice, OneOf
from ownway.interfaces.web.design.showing import languages


def ways_of_showing() -> dict[str, OneOf]:
    """Return the fields, in the words of the page."""
    return {
        "language": OneOf(
            _("Language"),
            choices=[Choice(code, name) for code, name in languages().items()],
        ),
        "easy_read": OneOf(
            _("Words"),
            choices=[
                Choice("no", _("Full words")),
                Choice("yes", _("Easy Read"), _("Short sentences, one idea at a time.")),
            ],
        ),
        "large_print": OneOf(
            _("Size of the letters"),
            choices=[Choice("no", _("Usual")), Choice("yes", _("Large print"))],
        ),
        "contrast": OneOf(
            _("Colours"),
            choices=[
                Choice("usual", _("As my device is set")),
                Choice("dark", _("Light letters on dark")),
                Choice("strong", _("Strong contrast"), _("White and yellow on black.")),
            ],
        ),
    }
