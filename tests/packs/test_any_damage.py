"""Whatever is done to a file of a pack, it is read or refused with its faults; it never breaks the reader."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ownway.rulebook.check import failures_of
from ownway.rulebook.load import PackErrors, files_of, pack_from_files, read_examples

FOLDER = Path(__file__).parents[2] / "packs"
SOUND = files_of(FOLDER / "in-control")
RULES = sorted(name for name in SOUND if "/" not in name)
JUNK = ["", "x", "-1", "0", "1/3", "[]", "{}", "[a, b]", "{a: b}", '"', "yes", "9" * 16, "- a", "~", "'", ":", "#", "é"]


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, str]:
    """Return the files of a sound pack with one to three lines of them spoilt."""
    files = dict(SOUND)
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.one_of(st.sampled_from(RULES), st.sampled_from(sorted(SOUND))))
        lines = files[name].split("\n")
        place = draw(st.integers(0, len(lines) - 1))
        line, junk = lines[place], draw(st.sampled_from(JUNK))
        match draw(st.sampled_from(["drop", "double", "value", "word", "indent"])):
            case "drop":
                del lines[place]
            case "double":
                lines.insert(place, line)
            case "value":
                lines[place] = f"{line.partition(':')[0]}: {junk}"
            case "word" if words := re.findall(r"[\w./-]+", line):
                lines[place] = line.replace(draw(st.sampled_from(words)), draw(st.sampled_from([junk, *words])), 1)
            case _:
                lines[place] = f"  {line}"
        files[name] = "\n".join(lines)
    return files


@given(files=damaged())
def test_a_damaged_pack_is_read_or_refused(files: dict[str, str]) -> None:
    """Where it is read, its examples are worked out; where it is refused, each fault has a place and a reason."""
    try:
        pack = pack_from_files(files)
        for example in read_examples(pack, files):
            failures_of(pack, example)
    except PackErrors as refused:
        assert refused.errors
        for error in refused.errors:
            assert error.line >= 1
            assert error.given
            assert error.expected


@given(name=st.sampled_from(RULES), text=st.text(max_size=300))
def test_any_text_at_all_in_a_file_is_refused(name: str, text: str) -> None:
    """Letters of every script, control characters, half a mapping: none of it gets through."""
    try:
        pack_from_files({**SOUND, name: text})
    except PackErrors as refused:
        assert refused.errors
    else:
        raise AssertionError("a pack without one of its files was read")
