"""The product's own sentences in other languages: gettext catalogues, one folder a language."""

from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from ownway.words.languages import nearest

FOLDER = Path(__file__).parent
# The domain carries the framework's name so that its own forms and pages find the same files through LOCALE_PATHS.
DOMAIN = "django"


@cache
def translator(language: str) -> NullTranslations:
    """Return what turns an English sentence of the product into *language*; what is not yet translated stays English.

    The catalogue is read as translators write it (``.po``), so nothing has to be compiled first.
    """
    written = FOLDER / nearest(language) / "LC_MESSAGES" / f"{DOMAIN}.po"
    if not written.exists():
        return NullTranslations()
    with written.open("rb") as lines:
        catalogue = read_po(lines, locale=nearest(language), domain=DOMAIN)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled, domain=DOMAIN)


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Write each catalogue in the form the framework reads (``.mo``) and return the files written; done at set-up."""
    made = []
    for written in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        with written.open("rb") as lines:
            catalogue = read_po(lines, locale=written.parent.parent.name, domain=DOMAIN)
        target = written.with_suffix(".mo")
        with target.open("wb") as compiled:
            write_mo(compiled, catalogue)
        made.append(target)
    return made
