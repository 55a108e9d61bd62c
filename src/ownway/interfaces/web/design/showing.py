"""How someone likes pages to be shown: language, Easy Read, size of letters and contrast."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

COOKIE = "ownway_showing"
A_YEAR = 365 * 24 * 60 * 60
CONTRASTS = ("usual", "dark", "strong")


@dataclass(frozen=True, slots=True)
class Showing:
    """The choices that hold for one page: *language* is two letters, *contrast* one of CONTRASTS."""

    language: str = "en"
    easy_read: bool = False
    large_print: bool = False
    contrast: str = "usual"

    @classmethod
    def from_cookie(cls, kept: str) -> Self | None:
        """Return what :meth:`as_cookie` gave, or nothing where the cookie is not one of ours."""
        parts = kept.split("-")
        if len(parts) != 4 or parts[0] not in languages() or parts[3] not in CONTRASTS:
            return None
        return cls(
            language=parts[0],
            easy_read=parts[1] == "easy",
            large_print=parts[2] == "large",
            contrast=parts[3],
        )

    def as_cookie(self) -> str:
        """Return the choices as one word a cookie can hold; it tells nothing about who they are."""
        easy = "easy" if self.easy_read else "plain"
        size = "large" if self.large_print else "usual"
        return f"{self.language}-{easy}-{size}-{self.contrast}"

    def changed_by(self, given: Mapping[str, str]) -> Self:
        """Return these choices with those in *given* (as a form sends them); what is unknown changes nothing."""
        changed = self
        if given.get("language") in languages():
            changed = replace(changed, language=given["language"])
        if given.get("easy_read") in ("yes", "no"):
            changed = replace(changed, easy_read=given["easy_read"] == "yes")
        if given.get("large_print") in ("yes", "no"):
            changed = replace(changed, large_print=given["large_print"] == "yes")
        if given.get("contrast") in CONTRASTS:
            changed = replace(changed, contrast=given["contrast"])
        return changed

    @property
    def spoken(self) -> str:
        """The name of the catalogue the page speaks from: the language, or its Easy Read."""
        return f"{self.language}-easy" if self.easy_read else self.language

    @property
    def direction(self) -> str:
        """Which way people read in this language: ``rtl`` from right to left, else ``ltr``."""
        return "rtl" if self.language in settings.LANGUAGES_BIDI else "ltr"

    @property
    def classes(self) -> str:
        """The classes of the page's root element; the style sheet does the rest."""
        chosen = [f"ow-contrast-{self.contrast}"]
        if self.easy_read:
            chosen.append("ow-easy-read")
        if self.large_print:
            chosen.append("ow-large-print")
        return " ".join(chosen)


def languages() -> dict[str, str]:
    """Return the languages of the product's own words, each with its name in itself."""
    return dict(settings.LANGUAGES)


def chosen(request: HttpRequest) -> Showing | None:
    """Return what this browser was told, or nothing where it was told nothing."""
    return Showing.from_cookie(request.COOKIES.get(COOKIE, ""))


def usual(request: HttpRequest) -> Showing:
    """Return what holds where nothing was chosen: the browser's language if we speak it."""
    asked = (translation.get_language_from_request(request) or "en").split("-")[0]
    return Showing(language=asked if asked in languages() else "en")


def remember(response: HttpResponse, showing: Showing) -> None:
    """Keep the choices in this browser for a year."""
    response.set_cookie(
        COOKIE,
        showing.as_cookie(),
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
