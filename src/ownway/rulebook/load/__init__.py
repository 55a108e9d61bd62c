"""Reading a pack: files in, a model out, or every fault with its file, its line and a way out."""

from ownway.rulebook.load.archive import files_of_zip
from ownway.rulebook.load.errors import PackError, PackErrors
from ownway.rulebook.load.examples import read_examples
from ownway.rulebook.load.pack import files_of, load_pack, pack_from_files

__all__ = ["PackError", "PackErrors", "files_of", "files_of_zip", "load_pack", "pack_from_files", "read_examples"]
