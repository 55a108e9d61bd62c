"""A letter as it was sent: its blocks of text, and how they look as a page and as plain text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any, Self

from ownway.words.reasons import Told

FORMS = frozenset({"paragraph", "heading", "figure", "quote", "line", "reasons", "table"})
"""What a block of a letter can be: *figure* is the sum in large type, *quote* a person's own words, *line* one of
several short lines, *reasons* a nested list, *table* rows of which the first is the heading."""


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a letter."""

    form: str
    text: str = ""
    reasons: tuple[Told, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the words it was sent in. Nothing is looked up again when it is shown."""

    kind: str
    language: str
    easy: bool
    title: str
    authority: str
    to: str
    written_on: str
    blocks: tuple[Block, ...]

    @property
    def html(self) -> str:
        """The letter as a fragment of a page; every word in it is escaped, the title is its first heading."""
        body = "".join(_html_block(block) for block in self.blocks)
        return (
            f'<article class="letter letter--{escape(self.kind)}" lang="{escape(self.language)}">'
            f'<p class="letter__from">{escape(self.authority)}</p>'
            f'<p class="letter__to">{escape(self.to)}</p><p class="letter__day">{escape(self.written_on)}</p>'
            f'<h1 class="letter__title">{escape(self.title)}</h1>{body}</article>'
        )

    @property
    def plain(self) -> str:
        """The letter as plain text, for e-mail and for reading out on the phone."""
        head = [line for line in (self.authority, self.to, self.written_on) if line]
        body: list[str] = []
        for block, after in zip(self.blocks, [*self.blocks[1:], None], strict=True):
            body += _plain_block(block)
            if block.form == "line" and (after is None or after.form != "line"):
                body.append("")
        return "\n".join([*head, "", self.title, "", *body]).strip() + "\n"

    def as_json(self) -> dict[str, Any]:
        """Return the form in which a letter is kept."""
        return {
            "kind": self.kind,
            "language": self.language,
            "easy": self.easy,
            "title": self.title,
            "authority": self.authority,
            "to": self.to,
            "written_on": self.written_on,
            "blocks": [
                {
                    "form": block.form,
                    "text": block.text,
                    "reasons": [_told_as_json(told) for told in block.reasons],
                    "rows": [list(row) for row in block.rows],
                }
                for block in self.blocks
            ],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Return the letter that :meth:`as_json` gave."""
        blocks = tuple(
            Block(
                block["form"],
                block["text"],
                tuple(_told_from_json(told) for told in block["reasons"]),
                tuple(tuple(row) for row in block["rows"]),
            )
            for block in kept["blocks"]
        )
        return cls(**{**kept, "blocks": blocks})


def _html_block(block: Block) -> str:
    text = "<br>".join(escape(block.text).split("\n"))
    match block.form:
        case "heading":
            return f"<h2>{text}</h2>"
        case "figure":
            return f'<p class="letter__figure">{text}</p>'
        case "quote":
            return f"<blockquote>{text}</blockquote>"
        case "line":
            return f'<p class="letter__line">{text}</p>'
        case "reasons":
            return _html_list(block.reasons)
        case "table":
            return _html_table(block)
        case _:
            return f"<p>{text}</p>"


def _html_table(block: Block) -> str:
    if not block.rows:
        return ""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in block.rows[0])
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in block.rows[1:])
    caption = f"<caption>{escape(block.text)}</caption>" if block.text else ""
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_list(reasons: tuple[Told, ...]) -> str:
    if not reasons:
        return ""
    items = "".join(
        f"<li>{escape(told.sentence)}"
        + (f"<blockquote>{escape(told.words)}</blockquote>" if told.words else "")
        + _html_list(told.because)
        + "</li>"
        for told in reasons
    )
    return f"<ul>{items}</ul>"


def _plain_block(block: Block) -> Iterator[str]:
    match block.form:
        case "reasons":
            yield from _plain_list(block.reasons, "")
            yield ""
        case "heading":
            yield block.text
            yield "-" * len(block.text)
        case "quote":
            yield "\n".join(f"> {line}" for line in block.text.split("\n"))
            yield ""
        case "line":
            yield block.text
        case "table":
            for row in block.rows[1:]:
                # Read out on the phone, a row says what each of its cells is.
                yield "- " + "; ".join(f"{name}: {cell}" for name, cell in zip(block.rows[0], row, strict=True) if cell)
            yield ""
        case _:
            yield block.text
            yield ""


def _plain_list(reasons: tuple[Told, ...], indent: str) -> Iterator[str]:
    for told in reasons:
        yield f"{indent}- {told.sentence}"
        if told.words:
            yield "\n".join(f"{indent}  > {line}" for line in told.words.split("\n"))
        yield from _plain_list(told.because, f"{indent}  ")


def _told_as_json(told: Told) -> dict[str, Any]:
    return {"sentence": told.sentence, "words": told.words, "because": [_told_as_json(below) for below in told.because]}


def _told_from_json(kept: Mapping[str, Any]) -> Told:
    return Told(kept["sentence"], kept["words"], tuple(_told_from_json(below) for below in kept["because"]))
