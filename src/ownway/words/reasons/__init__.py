"""Turns a reason into a sentence, in plain words or in Easy Read, in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass

from ownway.rulebook.model import Pack
from ownway.rulebook.sentences import say as say_of_pack
from ownway.values import Cannot, Reason
from ownway.words.catalogues import translator
from ownway.words.filling import fill
from ownway.words.reasons.catalogue import catalogue

FROM_A_PACK = "pack:"
"""Codes that begin so are told in the words of a programme, not of the product."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reason in words: its sentence, what a person wrote themselves, and the smaller reasons below it."""

    sentence: str
    words: str = ""
    because: "tuple[Told, ...]" = ()

    def lines(self) -> "Iterable[str]":
        """Yield every sentence, the outermost first."""
        yield self.sentence
        for below in self.because:
            yield from below.lines()


def sentence(reason: Reason, language: str, easy: bool = False, pack: Pack | None = None) -> str:
    """Return the one sentence of *reason*, without those below it.

    A code of a programme needs its *pack*. A code nobody wrote a sentence for gives a general one; a test keeps that
    from happening in the product.
    """
    if reason.code.startswith(FROM_A_PACK) and pack is not None:
        return say_of_pack(pack, reason, language, easy)
    entry = catalogue().get(reason.code) or catalogue()["words.no_sentence"]
    text = entry.easy if easy and entry.easy else entry.plain
    return fill(translator(language).gettext(text), {"code": reason.code, **reason.facts}, language)


def tell(reason: Reason, language: str, easy: bool = False, pack: Pack | None = None) -> Told:
    """Return *reason* and all that it stands on, in words."""
    return Told(
        sentence=sentence(reason, language, easy, pack),
        words=reason.words,
        because=tuple(tell(below, language, easy, pack) for below in reason.because),
    )


def what_would_help(cannot: Cannot, language: str, easy: bool = False) -> str:
    """Return what would make possible what could not be done, or "" where nothing is known to help.

    The error's own ``help`` comes first: a code of the catalogue, or else words as they stand; then what the catalogue
    says helps with the error's code.
    """
    entries = catalogue()
    if cannot.help in entries:
        return sentence(Reason(cannot.help, cannot.why.facts), language, easy)
    entry = entries.get(cannot.why.code)
    text = cannot.help or (entry.help if entry else "")
    return fill(translator(language).gettext(text), cannot.why.facts, language) if text else ""


def without_sentence(codes: Iterable[str]) -> tuple[str, ...]:
    """Return those of *codes* that the product has no sentence for, sorted; codes of a programme are not its own."""
    known = catalogue()
    return tuple(sorted({code for code in codes if code not in known and not code.startswith(FROM_A_PACK)}))


def without_easy_twin() -> tuple[str, ...]:
    """Return the codes that have a sentence in plain words and none in Easy Read, sorted."""
    return tuple(sorted(code for code, entry in catalogue().items() if not entry.easy))
