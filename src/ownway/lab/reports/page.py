"""One HTML page of a report that stands alone: pictures with their tables beside, no script, nothing fetched."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ownway.lab.reports.pictures import Picture

STYLE = """
:root { color-scheme: light; }
body { font: 1.0625rem/1.5 system-ui, sans-serif; color: #1b1b1b; background: #fff; margin: 0 auto; padding: 1rem;
  max-width: 62rem; }
h1 { font-size: 1.9rem; line-height: 1.2; } h2 { margin-top: 2.2rem; }
.lead { font-size: 1.2rem; } figure { margin: 1.5rem 0; max-width: 44rem; } figcaption { font-weight: 600; }
.wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 0.95rem; }
caption { text-align: left; font-weight: 600; padding: 0.4rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.7rem 0.35rem 0; border-bottom: 1px solid #ccc; }
td { overflow-wrap: anywhere; } thead th { border-bottom: 2px solid #1b1b1b; }
.mark { font-weight: 700; } .note { border-left: 5px solid #1d4f91; padding: 0.3rem 0 0.3rem 1rem; }
summary { cursor: pointer; padding: 0.5rem 0; color: #1d4f91; text-decoration: underline; }
@media (max-width: 40rem) { .stack thead { position: absolute; left: -999rem; }
  .stack tr { display: block; padding: 0.6rem 0; border-bottom: 2px solid #1b1b1b; }
  .stack th, .stack td { display: block; border: 0; padding: 0.1rem 0; }
  .stack td::before { content: attr(data-name) ": "; color: #555; } .stack td:empty { display: none; } }
"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; the first column names the row. Where *stacked*, rows fold on a narrow page."""

    caption: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    stacked: bool = True

    def html(self) -> str:
        """Return the table."""
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.headings)
        body = "".join(f"<tr>{self._cells(row)}</tr>" for row in self.rows)
        kind = "stack" if self.stacked else ""
        return (
            f'<div class="wide" tabindex="0" role="region" aria-label="{escape(self.caption)}"><table class="{kind}">'
            f"<caption>{escape(self.caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _cells(self, row: tuple[str, ...]) -> str:
        first, *rest = row
        cells = [f'<th scope="row">{escape(first)}</th>']
        cells += [
            f'<td data-name="{escape(name)}">{escape(cell)}</td>'
            for name, cell in zip(self.headings[1:], rest, strict=True)
        ]
        return "".join(cells)


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: a heading, sentences, then pictures and tables."""

    heading: str
    sentences: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    tables: Sequence[Table] = ()
    warnings: Sequence[str] = ()

    def html(self, number: int) -> str:
        """Return the part; *number* keeps its pictures' names apart."""
        parts = [f"<section><h2>{escape(self.heading)}</h2>"]
        parts += [f"<p>{escape(sentence)}</p>" for sentence in self.sentences]
        parts += [f'<p class="note"><strong>Take care.</strong> {escape(words)}</p>' for words in self.warnings]
        for at, picture in enumerate(self.pictures):
            table = Table(picture.title, picture.headings, picture.rows).html() if picture.rows else ""
            beside = f"<details><summary>The figures of this picture</summary>{table}</details>" if table else ""
            parts.append(
                f"<figure><figcaption>{escape(picture.title)}</figcaption>"
                f"{picture.svg(f'p{number}-{at}')}</figure>{beside}"
            )
        parts += [table.html() for table in self.tables]
        return "".join(parts) + "</section>"


def page(title: str, lead: str, sections: Sequence[Section], language: str = "en") -> str:
    """Return a whole HTML page that needs nothing beside it."""
    body = "".join(section.html(number) for number, section in enumerate(sections))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style></head><body><main><h1>{escape(title)}</h1>"
        f'<p class="lead">{escape(lead)}</p>{body}</main></body></html>\n'
    )
