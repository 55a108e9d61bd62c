"""Documents that hold: every relative link leads somewhere, every command named can be given."""

import re
from pathlib import Path

from .source import files

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)|\b(?:src|href)=\"([^\"]+)\"")
MAKE = re.compile(r"(?<![\w-])make ([a-z][a-z-]*)")
COMMAND = re.compile(r"(?:^|[`$] ?|bin/)ownway((?: [a-z][a-z-]*)+)", re.MULTILINE)
CODE = re.compile(r"```[^\n]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)


def texts(tree: Path) -> dict[str, str]:
    """Return the documents a person reads, by their place."""
    found = [*tree.glob("*.md"), *files(tree, ".md", under="docs"), *files(tree, ".md", under="packs")]
    return {path.relative_to(tree).as_posix(): path.read_text(encoding="utf-8") for path in found}


def headings(text: str) -> set[str]:
    """Return the anchors of a document's headings, as code hosts make them."""
    titles = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def dead_links(tree: Path, where: str, text: str) -> list[str]:
    """Return each relative link of a document that leads nowhere."""
    found = []
    for given in sorted({one or other for one, other in LINK.findall(CODE.sub("", text))}):
        if re.match(r"[a-z]+:", given):
            continue
        path, _, anchor = given.partition("#")
        target = (tree / where).parent / path if path else tree / where
        if not target.exists():
            found.append(f"{where} links to {given}, which is not there")
        elif anchor and target.suffix == ".md" and anchor not in headings(target.read_text(encoding="utf-8")):
            found.append(f"{where} links to {given}, which has no such heading")
    return found


def make_targets(tree: Path) -> set[str]:
    """Return what ``make`` can be asked for."""
    makefile = tree / "Makefile"
    told = makefile.read_text(encoding="utf-8") if makefile.exists() else ""
    return set(re.findall(r"^([a-z][a-z-]*):", told, re.MULTILINE))


def commands_named(text: str) -> tuple[set[str], set[tuple[str, ...]]]:
    """Return the make targets and the ``ownway`` commands in the code of a document."""
    code = "\n".join(one or other for one, other in CODE.findall(text))
    return set(MAKE.findall(code)), {tuple(words.split()) for words in COMMAND.findall(code)}


def unknown_commands(tree: Path, known: set[tuple[str, ...]]) -> list[str]:
    """Return each command of ``ownway`` that a document names and that is not among the *known* ones."""
    found = []
    for where, text in texts(tree).items():
        for words in sorted(commands_named(text)[1]):
            # What follows a whole command is what it is given.
            if not any(words[: len(command)] == command for command in known):
                found.append(f"{where} names the command ownway {' '.join(words)}, which does not exist")
    return found


def violations(tree: Path) -> list[str]:
    """Return dead links, and targets of make that do not exist."""
    targets = make_targets(tree)
    found = []
    for where, text in texts(tree).items():
        found += dead_links(tree, where, text)
        for target in sorted(commands_named(text)[0] - targets):
            found.append(f"{where} names make {target}, which does not exist")
    return found
