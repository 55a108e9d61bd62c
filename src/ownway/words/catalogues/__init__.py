"""The product's own sentences in other languages: gettext catalogues, one folder a language."""

import os
from functools import cache
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from ownway.words.easy_read import twins
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
    return Translations(BytesIO(_compiled(_read(written, nearest(language)))), domain=DOMAIN)


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Write each catalogue in the form the framework reads (``.mo``) and return the files written; done at set-up.

    Beside each language stands its Easy Read (``cy_Easy``): what is said plainly, said again in short sentences.
    """
    made = []
    for written in sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")):
        language = written.parent.parent.name
        catalogue = _read(written, language)
        made += [_keep(catalogue, folder / language), _keep(_easy(catalogue), folder / f"{language}_Easy")]
    return [*made, _keep(_easy(Catalog(locale="en")), folder / "en_Easy")]


def _read(written: Path, language: str) -> Catalog:
    with written.open("rb") as lines:
        return read_po(lines, locale=language, domain=DOMAIN)


def _compiled(catalogue: Catalog) -> bytes:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def _easy(catalogue: Catalog) -> Catalog:
    """Return the Easy Read of a language.

    A twin that is not translated yet is left to the plain words of the language; where it has none either, it is said
    in easy English.
    """
    made = Catalog(locale=catalogue.locale, domain=DOMAIN)
    for plain, easy in twins().items():
        simple, full = catalogue.get(easy), catalogue.get(plain)
        if simple and simple.string:
            made.add(plain, simple.string)
        elif not (full and full.string):
            made.add(plain, easy)
    return made


def _keep(catalogue: Catalog, folder: Path) -> Path:
    """Write a catalogue whole or not at all, for somebody may be reading the one before."""
    target = folder / "LC_MESSAGES" / f"{DOMAIN}.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    written = target.with_suffix(f".{os.getpid()}")
    written.write_bytes(_compiled(catalogue))
    written.replace(target)
    return target
