"""Letters in plain words or Easy Read: written once, kept as sent, shown as a page, as plain text or as a PDF."""

from ownway.words.letters.letter import Block, Letter
from ownway.words.letters.templates import KINDS, LetterLacks
from ownway.words.letters.writing import render

__all__ = ["KINDS", "Block", "Letter", "LetterLacks", "render"]
