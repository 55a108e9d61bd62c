"""Holds the built look of the pages to being nobody's but ours."""

import re
from pathlib import Path

import pytest

MARKS = (r"transport", r"crest", r"crown", r"gov\.uk", r"@font-face", r"#1d70b8", r"favicon")


@pytest.fixture
def built(repository: Path) -> list[Path]:
    """The files of the look as they are served."""
    folder = repository / "src/ownway/interfaces/web/static"
    files = [file for file in folder.rglob("*") if file.suffix in (".css", ".js", ".svg", ".json")]
    assert (folder / "built" / "ownway.css") in files, "The look is not built. Run: make theme"
    return files


@pytest.mark.parametrize("mark", MARKS)
def test_nothing_that_is_served_bears_a_mark_of_the_government(built: list[Path], mark: str) -> None:
    assert [file.name for file in built if re.search(mark, file.read_text(), re.IGNORECASE)] == []


def test_the_style_sheet_fetches_nothing(built: list[Path]) -> None:
    sheet = next(file for file in built if file.name == "ownway.css").read_text()
    assert [found for found in re.findall(r"url\(([^)]*)\)", sheet) if not found.strip("'\"").startswith("data:")] == []


def test_every_colour_of_the_components_is_one_of_our_names(built: list[Path]) -> None:
    sheet = next(file for file in built if file.name == "ownway.css").read_text()
    components = sheet[: sheet.index(":root{color-scheme")]
    brand = re.findall(r"#(?:1d70b8|1a65a6|0b0c0c|fd0|ffdd00|0f7a52|0f385c)\b", components)
    assert brand == []


@pytest.mark.parametrize("look", ["dark", "strong"])
def test_each_look_names_every_colour_that_the_light_one_names(repository: Path, look: str) -> None:
    tokens = (repository / "src/ownway/interfaces/web/theme/_tokens.scss").read_text()
    bodies = dict(re.findall(r"@mixin (\w+) \{(.*?)\n\}", tokens, re.DOTALL))
    named = {name: set(re.findall(r"(--ow-[\w-]+):", body)) for name, body in bodies.items()}
    if "@include dark" in bodies[look]:
        named[look] |= named["dark"]
    assert named[look] >= named["light"]


def strength(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, as WCAG 2.2 defines it: from 1 to 21."""
    light, dark = sorted((strength(one), strength(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT = [("ink", "sheet"), ("ink", "paper"), ("ink", "shade"), ("ink-soft", "sheet"), ("ink-soft", "paper")]
TEXT += [("ink-soft", "shade"), ("link", "sheet"), ("link", "paper"), ("link-visited", "sheet"), ("wrong", "sheet")]
TEXT += [("wrong", "wrong-wash"), ("ink", "wrong-wash"), ("ink", "good-wash"), ("ink", "warn-wash"), ("good", "sheet")]
TEXT += [("on-fill", "action"), ("on-fill", "action-hover"), ("on-fill", "brand-fill"), ("on-fill", "wrong-fill")]
TEXT += [("focus-ink", "focus"), ("brand", "paper")]
SHAPES = [("line-strong", "sheet"), ("accent", "sheet"), *((f"picture-{at}", "sheet") for at in range(1, 6))]


@pytest.mark.parametrize("look", ["light", "dark", "strong"])
def test_letters_and_shapes_stand_out_enough_in_each_look(repository: Path, look: str) -> None:
    tokens = (repository / "src/ownway/interfaces/web/theme/_tokens.scss").read_text()
    bodies = dict(re.findall(r"@mixin (\w+) \{(.*?)\n\}", tokens, re.DOTALL))
    colours = {name: dict(re.findall(r"--ow-([\w-]+): (#[0-9a-f]{6});", body)) for name, body in bodies.items()}
    shown = (colours["dark"] if look == "strong" else {}) | colours[look]
    weak = [pair for pair in TEXT if contrast(shown[pair[0]], shown[pair[1]]) < 4.5]
    weak += [pair for pair in SHAPES if contrast(shown[pair[0]], shown[pair[1]]) < 3]
    assert weak == []
