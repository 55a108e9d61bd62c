"""Makes the questions of a programme into a form to be filled in by hand: a tagged PDF (PDF/UA-1), or a large one."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import typst

from ownway.words.letters.pdf import FOLDER, CannotPrint, fonts


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question on paper: answers to tick, or empty *lines* to write on."""

    label: str
    help: str
    choices: Sequence[str]
    lines: int


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One part of the form."""

    name: str
    questions: Sequence[PaperQuestion]


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole form with its number, in the reader's language; *lead* and *end* are paragraphs."""

    language: str
    authority: str
    title: str
    number_words: str
    number: str
    for_words: str
    person: str
    lead: Sequence[str]
    parts: Sequence[PaperPart]
    end_heading: str
    end: Sequence[str]


def paper_pdf(form: Paper, *, large: bool = False) -> bytes:
    """Return the form as a PDF that a screen reader can read; *large* gives print of 18 points.

    :raises CannotPrint: when it holds a sign that no font of ours has.
    """
    try:
        return typst.compile(
            str(FOLDER / "paper.typ"),
            root=str(FOLDER),
            sys_inputs={"form": json.dumps(asdict(form), ensure_ascii=False), "large": "yes" if large else "no"},
            font_paths=fonts(),
            pdf_standards="ua-1",
        )
    except typst.TypstError as error:
        raise CannotPrint(str(error)) from error
