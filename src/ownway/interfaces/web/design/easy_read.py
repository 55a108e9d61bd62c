"""Puts a picture beside each sentence of a page that is shown in Easy Read."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from django.templatetags.static import static
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from ownway.interfaces.web.design.saying import language
from ownway.interfaces.web.design.showing import Showing
from ownway.words import pictures

SENTENCES = frozenset({"p", "li", "h1", "legend", "label"})
"""What can hold a sentence. Second headings stand over sentences that have pictures of their own."""

OWN_LOOK = frozenset(
    {
        "govuk-visually-hidden",
        "govuk-radios__label",
        "govuk-checkboxes__label",
        "govuk-date-input__label",
        "govuk-error-message",
        "govuk-summary-list__row",
        "ow-clock",
        "ow-steps__step",
        "ow-figure__kind",
        "ow-figure__sum",
        "ow-figure__illustrative",
        "ow-side__who",
        "ow-kept",
    }
)
"""What has a look of its own, in which a picture would be in the way."""

NO_SENTENCES = frozenset({"svg", "table", "blockquote", "script", "select", "button", "textarea", "dl"})
EMPTY = frozenset({"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Sentence:
    """A place where a sentence begins: its tag, where its words start, what is read there, and whose it is."""

    tag: str
    at: int
    shown: bool
    depth: int
    read: list[str] = field(default_factory=list)


class Sentences(HTMLParser):
    """Finds where on a page the sentences begin. What somebody wrote themselves (``dir="auto"``) is left as it is."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.lines = [0]
        for line in page.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.open: list[Sentence] = []
        self.found: list[Sentence] = []
        self.depth = 0
        self.shut_until: int | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a sentence, or a part of the page that holds none."""
        if tag in EMPTY:
            return
        self.depth += 1
        given = dict(attrs)
        if (tag in NO_SENTENCES or self.starts_button(given)) and self.shut_until is None:
            self.shut_until = self.depth
        if tag in SENTENCES and self.shut_until is None:
            classes = set((given.get("class") or "").split())
            shown = given.get("dir") != "auto" and not classes & OWN_LOOK
            line, column = self.getpos()
            at = self.lines[line - 1] + column + len(self.get_starttag_text() or "")
            self.open.append(Sentence(tag, at, shown, self.depth))

    def handle_endtag(self, tag: str) -> None:
        """End what began last."""
        if tag in EMPTY:
            return
        if self.open and self.open[-1].depth == self.depth:
            done = self.open.pop()
            # A legend whose words are the heading in it leaves the picture to the heading.
            if done.shown and any(words.strip() for words in done.read):
                self.found.append(done)
        if self.shut_until == self.depth:
            self.shut_until = None
        self.depth -= 1

    def handle_data(self, data: str) -> None:
        """Read words into the sentence they stand in."""
        if self.open and self.shut_until is None:
            self.open[-1].read.append(data)

    def starts_button(self, given: dict[str, str | None]) -> bool:
        """Whether a link is shown as a button, which has no room for a picture."""
        return "govuk-button" in (given.get("class") or "").split()


def beside(page: str, spoken: str, first: str = "") -> str:
    """Return *page* with a picture before each sentence; *first* is the picture that the programme names for its head.

    Every picture is decoration: its words stand beside it, so a screen reader passes it over.
    """
    sentences = sorted(Sentences(page).found, key=lambda one: one.at)
    made, done = [], 0
    for sentence in sentences:
        heads = sentence.tag in ("h1", "legend", "label")
        name = first if first and heads and first in pictures.named() else ""
        first = "" if heads else first
        name = name or _picture(sentence.read, spoken)
        made += [page[done : sentence.at], _image(name)]
        done = sentence.at
    return "".join([*made, page[done:]])


def _picture(read: list[str], spoken: str) -> str:
    """Return the picture of the first part that has one; else that somebody says something."""
    parts = (part for words in read for part in words.split(". "))
    return next((found for part in parts if (found := pictures.picture_for(part, spoken))), pictures.PLAIN)


def _image(name: str) -> str:
    turns = " ow-pictogram--turns" if name in pictures.TURNS else ""
    return f'<img class="ow-pictogram{turns}" src="{static(f"pictures/{name}.svg")}" alt="" width="56" height="56">'


@pass_context
def with_pictures(context: Context, page: str, first: str = "") -> Markup:
    """Return a part of a page, with pictures where the page is shown in Easy Read."""
    shown: Showing = getattr(context.get("request"), "showing", Showing())
    # What comes here was escaped by its template; only our own pictures are put between.
    return Markup(beside(str(page), language(), first) if shown.easy_read else page)
