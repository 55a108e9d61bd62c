"""Reads a whole pack, from a folder or from stored files, and refuses it with every fault named."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from ownway.rulebook.load.allocation import DAYS_MOST, read_allocation
from ownway.rulebook.load.crosscheck import check_references, check_rule_beside
from ownway.rulebook.load.errors import Faults, PackErrors, Place, did_you_mean
from ownway.rulebook.load.fields import Fields
from ownway.rulebook.load.hashes import rule_hash, words_hash
from ownway.rulebook.load.journey import (
    read_agreement,
    read_control,
    read_outcomes,
    read_planning,
    read_review,
    read_spending,
)
from ownway.rulebook.load.means import means_beside, read_means_questions
from ownway.rulebook.load.nodes import Node, read_yaml
from ownway.rulebook.load.questions import Scales, read_question, read_scales
from ownway.rulebook.load.required import check_words
from ownway.rulebook.load.soundness import check_soundness
from ownway.rulebook.load.words import Words, read_question_words, read_words
from ownway.rulebook.model.pack import Pack, Source, Waiver
from ownway.rulebook.model.questions import Question, Section
from ownway.values import Period

STEPS = ("allocation", "planning", "agreement", "control", "spending", "outcomes", "review")
FILES_MOST = 3_000
BYTES_MOST = 8_000_000
MARKS = {"L": "looked up", "S": "second hand", "C": "computed", "K": "known, unchecked", "O": "our own"}


def load_pack(path: Path | str) -> Pack:
    """Return the pack in the folder *path*.

    :raises PackErrors: holding everything that is wrong with it.
    """
    return pack_from_files(files_of(Path(path)))


def files_of(folder: Path) -> dict[str, str]:
    """Return the YAML files of a pack's folder by their name within it.

    :raises PackErrors: when there is no such folder or a file is not UTF-8 text.
    """
    faults = Faults()
    if not folder.is_dir():
        help = "Name the folder that holds pack.yaml."
        faults.add(Place(str(folder), 1), "pack.no_folder", "no folder", "a pack's folder", help)
        faults.stop_if_any()
    files: dict[str, str] = {}
    size = 0
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        size += path.stat().st_size
        if len(files) >= FILES_MOST or size > BYTES_MOST:
            faults.add(
                Place(name, 1), "file.too_large", "a pack this large", f"{FILES_MOST} files, {BYTES_MOST} bytes at most"
            )
            break
        try:
            files[name] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            faults.add(Place(name, 1), "file.not_utf8", "bytes that are not UTF-8", "text", "Save the file as UTF-8.")
    faults.stop_if_any()
    return files


def pack_from_files(files: Mapping[str, str]) -> Pack:
    """Return the pack whose files are given as text by their name within its folder.

    :raises PackErrors: holding everything that is wrong with it.
    """
    faults = Faults()
    trees: dict[str, Node] = {}
    for name in sorted(files):
        _check_name(name, faults)
        tree = read_yaml(name, files[name], faults)
        if tree is not None:
            trees[name] = tree
        elif not any(fault.file == name for fault in faults.found):
            faults.add(Place(name, 1), "file.empty", "an empty file", "values", "Fill it or remove it.")
    for needed in ("pack.yaml", *(f"{step}.yaml" for step in STEPS)):
        if needed not in files:
            faults.add(
                Place(needed, 1), "file.missing", "no such file", "one file a step, and pack.yaml", f"Add {needed}."
            )
    faults.stop_if_any()
    pack, words = _assemble(trees, faults)
    faults.stop_if_any()
    check_references(pack, trees, faults)
    beside = means_beside(pack, trees)
    if beside is not None:
        check_rule_beside(*beside, faults)
    check_words(pack, words, faults)
    faults.stop_if_any()
    check_soundness(pack, trees, faults)
    if beside is not None:
        check_soundness(*beside, faults)
    faults.stop_if_any()
    return pack


def _check_name(name: str, faults: Faults) -> None:
    parts = PurePosixPath(name).parts
    known = len(parts) == 1 or (len(parts) == 2 and parts[0] in ("questions", "examples"))
    stem = parts[-1].split(".")[0] if parts else ""
    if not known or (len(parts) == 1 and stem not in ("pack", "words", *STEPS)):
        help = did_you_mean(stem, ("pack", "words", *STEPS))
        faults.add(
            Place(name, 1), "file.unknown", "a file no pack has", "pack.yaml, seven steps, words, questions/", help
        )


def _assemble(trees: dict[str, Node], faults: Faults) -> tuple[Pack, dict[str, Words]]:
    top = Fields(trees["pack.yaml"], faults, "pack.yaml")
    languages = top.ids("languages")
    easy_read = top.ids("easy_read", required=False)
    scales = read_scales(top, faults)
    beside = read_means_questions(trees, scales, faults)
    sections, questions = _questions(top, trees, scales, faults, beside)
    words = _words(languages, (*questions, *beside), trees, faults)
    pack = Pack(
        id=top.text("id"),
        currency=top.text("currency"),
        languages=languages,
        illustrative=top.yes_no("illustrative"),
        in_force=_in_force(top),
        sources=_sources(top),
        rule_hash=rule_hash(trees),
        words_hash=words_hash(trees),
        sections=sections,
        questions=questions,
        allocation=read_allocation(trees["allocation.yaml"], faults, "allocation.yaml"),
        planning=read_planning(trees["planning.yaml"], faults, "planning.yaml"),
        agreement=read_agreement(trees["agreement.yaml"], faults, "agreement.yaml"),
        control=read_control(trees["control.yaml"], faults, "control.yaml"),
        spending=read_spending(trees["spending.yaml"], faults, "spending.yaml", beside),
        outcomes=read_outcomes(trees["outcomes.yaml"], faults, "outcomes.yaml"),
        review=read_review(trees["review.yaml"], faults, "review.yaml"),
        words=words,
        easy_read=easy_read,
        waivers=_waivers(top),
        incomplete=top.yes_no("incomplete", default=False),
        notice=top.text("notice", ""),
        notice_days=top.whole("notice_days", 0, DAYS_MOST) if top.has("notice_days") else None,
    )
    top.done()
    return pack, words


def _in_force(top: Fields) -> Period:
    inner = top.fields("in_force", "the days the pack is in force")
    start, end = inner.day("from"), inner.day("until")
    inner.node("from", "the first day")
    if start is not None and end is not None and end <= start:
        node = inner.node("until")
        assert node is not None
        inner.fault(node, "pack.dates", "a day after “from”", "The pack holds up to but not on “until”.")
        end = None
    inner.done()
    return Period(start or date(1, 1, 1), end)


def _sources(top: Fields) -> tuple[Source, ...]:
    sources = []
    for row in top.rows("sources", "a source", least=1):
        mark = row.text("mark")
        if mark and mark not in MARKS:
            told = ", ".join(f"{letter} ({meaning})" for letter, meaning in MARKS.items())
            row.faults.add(Place(row.file, row.line_of("mark")), "pack.mark", f"“{mark}”", f"one of {told}")
        row.node("read_on", "the day it was read")
        read_on = row.day("read_on") or date(1, 1, 1)
        sources.append(Source(row.id("id"), row.text("title"), row.text("where"), read_on, mark))
        row.done()
    return tuple(sources)


def _waivers(top: Fields) -> tuple[Waiver, ...]:
    waivers = []
    for row in top.rows("waivers", "a waiver", required=False):
        row.node("on", "the day it was waived")
        on = row.day("on") or date(1, 1, 1)
        waivers.append(Waiver(row.text("finding"), row.text("because"), row.text("by"), on))
        row.done()
    return tuple(waivers)


def _questions(
    top: Fields, trees: dict[str, Node], scales: Scales, faults: Faults, beside: tuple[Question, ...]
) -> tuple[tuple[Section, ...], tuple[Question, ...]]:
    sections: list[Section] = []
    questions: dict[str, Question] = {}
    for row in top.rows("sections", "a section", least=1):
        section = Section(row.id("id"), row.ids("questions"), row.id("source", ""))
        row.done()
        sections.append(section)
        for id in section.questions:
            file = f"questions/{id}.yaml"
            if id in questions:
                help = "A question stands in one section."
                faults.add(Place(row.file, row.line_of("questions")), "pack.twice", f"“{id}” twice", "once", help)
            elif file not in trees:
                known = [name[10:-5] for name in trees if name.startswith("questions/") and name.count(".") == 1]
                given, help = f"“{id}” without {file}", did_you_mean(id, known)
                faults.add(
                    Place(row.file, row.line_of("questions")), "pack.no_question", given, "a question's file", help
                )
            else:
                questions[id] = read_question(
                    id, trees[file], faults, section=section.id, source=section.source, scales=scales, file=file
                )
    elsewhere = {question.id for question in beside}
    for id in elsewhere & questions.keys():
        help = "A question of the financial assessment stands in no section."
        faults.add(Place(f"questions/{id}.yaml", 1), "pack.twice", f"“{id}” twice", "once", help)
    for file in trees:
        if file.startswith("questions/") and file[10:].split(".")[0] not in questions.keys() | elsewhere:
            help = "List it in a section of pack.yaml, or remove the file."
            faults.add(Place(file, 1), "pack.unlisted", "a question no section lists", "a listed question", help)
    return tuple(sections), tuple(questions.values())


def _words(
    languages: tuple[str, ...], questions: tuple[Question, ...], trees: dict[str, Node], faults: Faults
) -> dict[str, Words]:
    words: dict[str, Words] = {language: Words() for language in languages}
    for language, said in words.items():
        file = f"words.{language}.yaml"
        if file in trees:
            read_words(trees[file], said, faults)
        else:
            faults.add(Place(file, 1), "file.missing", "no such file", f"the words in {language}", f"Add {file}.")
        for question in questions:
            file = f"questions/{question.id}.{language}.yaml"
            if file in trees:
                read_question_words(question.id, trees[file], said, faults)
    for file in trees:
        parts = file.rpartition("/")[2].split(".")
        if len(parts) > 2 and not file.startswith("examples/") and parts[1] not in words:
            help = f"Add “{parts[1]}” to the languages of pack.yaml, or remove the file."
            faults.add(
                Place(file, 1), "words.language", f"words in “{parts[1]}”", f"one of {', '.join(languages)}", help
            )
    return words


__all__ = ["PackErrors", "files_of", "load_pack", "pack_from_files"]
