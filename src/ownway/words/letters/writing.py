"""Writes a letter: a template, the facts and the reasons become the words that are sent."""

from collections.abc import Iterator, Sequence
from datetime import date

from ownway.rulebook.model import BudgetFor, Pack
from ownway.values import Reason
from ownway.words import days
from ownway.words.catalogues import translator
from ownway.words.disclosure import instead, is_kept_back, names_a_sum, without_sums
from ownway.words.filling import Facts, fill
from ownway.words.letters.letter import Block, Letter
from ownway.words.letters.templates import LetterLacks, Piece, shared, template
from ownway.words.reasons import sentence, tell


def _codes_in_words(facts: Facts, language: str, easy: bool, pack: Pack | None) -> dict[str, str]:
    """Return the facts that are codes of sentences, without that ending, in the words of the letter's language."""
    return {
        name.removesuffix("_code"): sentence(Reason(str(code), facts), language, easy, pack)
        for name, code in facts.items()
        if name.endswith("_code") and code
    }


def _of_programme(pack: Pack | None) -> dict[str, bool]:
    """Return what a programme says of every sum it tells: that no public money is behind it, or for whom it is."""
    if pack is None:
        return {}
    allocation = pack.allocation
    return {"plan_only": allocation.plan_only, "for_household": allocation.budget_for is BudgetFor.HOUSEHOLD}


def render(
    kind: str,
    language: str,
    facts: Facts,
    reasons: Sequence[Reason] = (),
    *,
    easy: bool = False,
    pack: Pack | None = None,
) -> Letter:
    """Return a letter of *kind* in *language*, in Easy Read when *easy*.

    *facts* are those the kind needs besides ``authority``, ``to_name`` and ``written_on`` (an ISO date), and those it
    can use (``decided_by``, ``challenge_until``, ``ask_name`` with ``ask_contact`` …). *reasons* stand where the
    template has its list; reasons of a programme need its *pack*. A fact whose name ends in ``_code`` holds the code
    of a sentence, and gives a fact without that ending in the words of the letter's language. The *pack* gives
    ``plan_only`` and ``for_household``.

    :raises LetterLacks: when there is no such kind, or a fact it needs is not given.
    """
    form = template(kind)
    facts = {**_codes_in_words(facts, language, easy, pack), **_of_programme(pack), **facts}
    if lacking := sorted(name for name in form.needs if facts.get(name) is None):
        raise LetterLacks(f"The letter {kind} needs {', '.join(lacking)}.")

    def said(text: str) -> str:
        return fill(translator(language).gettext(text), facts, language) if text else ""

    kept_back = is_kept_back(pack)
    said_so: list[Piece] = []
    reasons = without_sums(reasons) if kept_back else reasons

    def blocks(pieces: Sequence[Piece]) -> Iterator[Block]:
        for piece in pieces:
            if (piece.when and _missing(facts, piece.when)) or (piece.unless and not _missing(facts, piece.unless)):
                continue
            if kept_back and (names_a_sum(piece.plain) or piece.plain.endswith(":")):
                # What leads in to the sum goes with it; in their place stands once that it is not told, and why.
                if piece.form == "figure" and pack is not None and not said_so:
                    said_so.append(piece)
                    yield Block("text", instead(pack, language, easy))
                continue
            if piece.include:
                yield from blocks(shared()[piece.include])
            elif piece.form != "reasons":
                yield Block(piece.form, said(piece.easy if easy else piece.plain))
            elif reasons:
                if piece.plain:
                    yield Block("heading", said(piece.easy if easy else piece.plain))
                yield Block("reasons", reasons=tuple(tell(reason, language, easy, pack) for reason in reasons))

    return Letter(
        kind=kind,
        language=language,
        easy=easy,
        title=said(form.easy_title if easy else form.title),
        authority=str(facts["authority"]),
        to=str(facts["to_name"]),
        written_on=days.say(date.fromisoformat(str(facts["written_on"])), language),
        blocks=tuple(blocks(form.pieces)),
    )


def _missing(facts: Facts, name: str) -> bool:
    return facts.get(name) in (None, "", False)
