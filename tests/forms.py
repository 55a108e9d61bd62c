"""The forms that stand on a page: what one may write in them, what goes along, and what stands in them already."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml import html

WRITTEN_IN = {"text", "email", "tel", "number", "search", "url"}
"""The kinds of boxes into which people type; a password is never kept, and a file stays where it is."""


@dataclass(frozen=True, slots=True)
class FormSeen:
    """A form that changes something, as a browser reads it."""

    action: str
    """Where it is sent."""
    keep: str
    """Where the script of its page sends what is being typed; nothing where it keeps nothing."""
    along: Mapping[str, str]
    """What goes along unseen."""
    boxes: Mapping[str, str]
    """Into what one types, and what stands there."""
    choices: Mapping[str, str]
    """Each group of buttons and each list, and its last choice."""
    chosen: Mapping[str, str]
    """What of them is chosen."""

    def filled(self, words: str) -> dict[str, str]:
        """Return what is sent when *words* are typed into each box and the last of all choices is taken."""
        return {**self.along, **self.choices, **dict.fromkeys(self.boxes, words)}

    def is_like(self, other: "FormSeen") -> bool:
        """Whether both ask for the same at the same address."""
        return (
            self.action.partition("?")[0] == other.action.partition("?")[0] and self.boxes.keys() == other.boxes.keys()
        )

    def holds(self, words: str) -> bool:
        """Whether *words* stand in each box."""
        return bool(self.boxes) and set(self.boxes.values()) == {words}


def forms_of(answer: Any, page: str) -> Iterator[FormSeen]:
    """Yield the forms on a page, which was asked for at *page*, that change something."""
    written = answer.content.decode() if "html" in answer.get("Content-Type", "") else ""
    for form in html.fromstring(written or "<p>").xpath("//form"):
        if form.get("method", "get").lower() == "post":
            yield _seen(form, page)


def _seen(form: Any, page: str) -> FormSeen:
    along, boxes, choices, chosen = {}, {}, {}, {}
    for one in form.xpath(".//input[@name]"):
        name, kind, value = one.get("name"), one.get("type", "text").lower(), one.get("value", "")
        if kind in WRITTEN_IN:
            boxes[name] = value
        elif kind == "hidden":
            along[name] = value
        elif kind in ("radio", "checkbox"):
            choices[name] = value
            if one.get("checked") is not None:
                chosen[name] = value
    for one in form.xpath(".//textarea[@name]"):
        # The first line break after the tag is not part of the text.
        boxes[one.get("name")] = one.text_content().removeprefix("\n")
    for one in form.xpath(".//select[@name]"):
        choices[one.get("name")] = one.xpath(".//option")[-1].get("value", "")
        chosen |= {one.get("name"): option.get("value", "") for option in one.xpath(".//option[@selected]")}
    return FormSeen(form.get("action") or page, form.get("data-keep", ""), along, boxes, choices, chosen)
