"""The fields of our forms: each cleans what people type, keeps it where it cannot be used, and says beside it why."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownway.interfaces.web.design import reading
from ownway.interfaces.web.design.saying import sentence_of
from ownway.values import Cannot
from ownway.values.text import clean_text

MISSING_WORDS = gettext_lazy("Write an answer")
MISSING_CHOICE = gettext_lazy("Choose one answer")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that can be chosen: what is sent, what is read, and a hint below it. *apart* puts "or" above it."""

    value: str
    label: str
    hint: str = ""
    apart: bool = False


class Field(forms.Field):
    """A field with a *kind* (which component shows it), a hint, and words of its own for what is missing."""

    kind = "input"
    missing = MISSING_WORDS

    def __init__(
        self,
        label: str = "",
        *,
        hint: str = "",
        required: bool = True,
        missing: str = "",
        classes: str = "",
        **rest: Any,
    ) -> None:
        super().__init__(label=label, help_text=hint, required=required, **rest)
        self.error_messages["required"] = missing or self.missing
        self.classes = classes


class Words(Field):
    """A line of text, at most *longest* letters."""

    def __init__(
        self,
        label: str = "",
        *,
        longest: int = 200,
        autocomplete: str = "",
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.longest = longest
        self.autocomplete = autocomplete

    def to_python(self, given: Any) -> str:
        """Return the text in normal form.

        :raises ValidationError: for NUL, broken letters and too much of it.
        """
        try:
            return clean_text(given or "", longest=self.longest)
        except Cannot as error:
            raise ValidationError(sentence_of(error)) from error


class LongWords(Words):
    """Text of several lines, with a place to write in that is *rows* lines high."""

    kind = "textarea"

    def __init__(self, label: str = "", *, longest: int = 5000, rows: int = 5, **rest: Any) -> None:
        super().__init__(label, longest=longest, **rest)
        self.rows = rows


class OneOf(Field):
    """One of several answers, shown as round buttons; *inline* puts short ones beside each other."""

    kind = "radios"
    missing = MISSING_CHOICE

    def __init__(
        self,
        label: str = "",
        *,
        choices: Iterable[Choice],
        inline: bool = False,
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.choices: Sequence[Choice] = tuple(choices)
        self.inline = inline

    def to_python(self, given: Any) -> str:
        """Return the answer.

        :raises ValidationError: when it is none of the choices.
        """
        if given in (None, ""):
            return ""
        if given not in {choice.value for choice in self.choices}:
            raise ValidationError(_("Choose one of the answers on this page"))
        return str(given)


class Chooser(OneOf):
    """One of many answers, shown as a list to choose from; for staff, where round buttons would fill the page."""

    kind = "select"


class YesNo(OneOf):
    """Yes or no; gives ``True`` or ``False``, and ``None`` where neither need be chosen."""

    def __init__(self, label: str = "", **rest: Any) -> None:
        choices = (Choice("yes", _("Yes")), Choice("no", _("No")))
        super().__init__(label, choices=choices, inline=True, **rest)

    def clean(self, given: Any) -> Any:
        """Return yes or no as true or false."""
        chosen = super().clean(given)
        return None if chosen == "" else chosen == "yes"


class AnyOf(Field):
    """Any number of several answers, shown as boxes to tick; gives a tuple."""

    kind = "checkboxes"
    missing = gettext_lazy("Choose at least one answer")
    widget = forms.SelectMultiple

    def __init__(self, label: str = "", *, choices: Iterable[Choice], **rest: Any) -> None:
        super().__init__(label, **rest)
        self.choices = tuple(choices)

    def to_python(self, given: Any) -> tuple[str, ...]:
        """Return the answers in the order of the page.

        :raises ValidationError: when one of them is none of the choices.
        """
        chosen = set(given or ())
        known = tuple(choice.value for choice in self.choices)
        if not chosen <= set(known):
            raise ValidationError(_("Choose from the answers on this page"))
        return tuple(value for value in known if value in chosen)


class Ticked(Field):
    """One box to tick, for a consent or a confirmation."""

    kind = "checkbox"
    missing = gettext_lazy("Tick the box to go on")
    widget = forms.CheckboxInput

    def to_python(self, given: Any) -> bool:
        """Return whether it was ticked."""
        return given in (True, "on", "yes", "true")

    def validate(self, given: Any) -> None:
        """Refuse an empty box where it must be ticked."""
        if self.required and not given:
            raise ValidationError(self.error_messages["required"])


class Sum(Field):
    """A sum of money, typed as people write it; gives whole pence."""

    missing = gettext_lazy("Enter an amount")

    def __init__(
        self,
        label: str = "",
        *,
        currency: str = "GBP",
        least: int = 0,
        most: int = 10**9,
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.currency = currency
        self.least = least
        self.most = most

    def to_python(self, given: Any) -> int | None:
        """Return the pence.

        :raises ValidationError: when it cannot be read, or is less or more than may be.
        """
        if given is None or not str(given).strip():
            return None
        pence = reading.pence(str(given))
        if pence is None:
            raise ValidationError(_("Enter an amount in numbers, like 12.50"))
        if pence < self.least:
            raise ValidationError(_("The amount must be %(sum)s or more") % {"sum": reading.written(self.least)})
        if pence > self.most:
            raise ValidationError(_("The amount must be %(sum)s or less") % {"sum": reading.written(self.most)})
        return pence


class Number(Field):
    """A number, kept as the text of an exact decimal (``"3.5"``); *whole* refuses fractions."""

    missing = gettext_lazy("Enter a number")

    def __init__(self, label: str = "", *, whole: bool = False, suffix: str = "", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.whole = whole
        self.suffix = suffix

    def to_python(self, given: Any) -> str:
        """Return the number as text.

        :raises ValidationError: when it is none.
        """
        if given is None or not str(given).strip():
            return ""
        number = reading.decimal(str(given))
        if number is None or (self.whole and "." in number):
            example = "3" if self.whole else "3.5"
            raise ValidationError(_("Enter a number, like %(example)s") % {"example": example})
        return number


class ThreeBoxes(forms.Widget):
    """Reads a day from three boxes of a form: day, month, year."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str, str] | None:
        """Return the three texts, or nothing where none of the boxes was sent."""
        boxes = tuple(str(data.get(f"{name}-{part}", "")) for part in ("day", "month", "year"))
        return boxes if any(boxes) else None  # type: ignore[return-value]


class Day(Field):
    """A day, typed in three boxes; the month may be a number or a name."""

    kind = "date"
    widget = ThreeBoxes
    missing = gettext_lazy("Enter a date, like 27 3 2027")

    def __init__(
        self,
        label: str = "",
        *,
        earliest: date | None = None,
        latest: date | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(label, **rest)
        self.earliest = earliest
        self.latest = latest

    def to_python(self, given: Any) -> date | None:
        """Return the day.

        :raises ValidationError: when there is no such day, or it is too early or too late.
        """
        if not given:
            return None
        day = reading.day(*given)
        if day is None:
            raise ValidationError(_("Enter a real date, like 27 3 2027"))
        if self.earliest and day < self.earliest:
            raise ValidationError(_("The date must be %(day)s or later") % {"day": reading.day_words(self.earliest)})
        if self.latest and day > self.latest:
            raise ValidationError(_("The date must be %(day)s or earlier") % {"day": reading.day_words(self.latest)})
        return day
