"""The kinds of files that go to a bank, by currency and by name."""

from django.utils.translation import gettext as _

KINDS = {
    "GBP": ("pain.001.001.09", "bacs.standard-18", "csv.sort-code"),
    "EUR": ("pain.001.001.09", "csv.iban"),
}


def file_kinds() -> dict[str, str]:
    """Return each kind of file with what it is called."""
    return {
        "pain.001.001.09": _("ISO 20022 payment file (pain.001)"),
        "bacs.standard-18": _("Bacs file (Standard 18)"),
        "csv.sort-code": _("Table (CSV) with sort codes"),
        "csv.iban": _("Table (CSV) with IBANs"),
    }
