"""Reads a pack that was handed in as a zip of its folder, within bounds, and says what is wrong with the zip itself."""

import io
import zipfile
import zlib
from pathlib import PurePosixPath

from ownway.rulebook.load.errors import Faults, Place
from ownway.rulebook.load.pack import BYTES_MOST, FILES_MOST

HEAD = "pack.yaml"


def files_of_zip(content: bytes) -> dict[str, str]:
    """Return the YAML files of a zip by their name within the pack's folder, wherever in the zip that folder stands.

    Files of other kinds, and those outside the folder that holds ``pack.yaml``, are passed over.

    :raises PackErrors: when it is no zip, holds no pack or more than one, is too large, or a file is not UTF-8 text.
    """
    faults = Faults()
    at = Place("zip", 1)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = [one for one in archive.infolist() if one.filename.endswith(".yaml") and not one.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError):
        faults.add(at, "pack.no_zip", "a file that is no zip", "a zip of the folder that holds pack.yaml")
        faults.stop_if_any()
        raise AssertionError from None
    heads = sorted(one.filename for one in entries if PurePosixPath(one.filename).name == HEAD)
    if len(heads) != 1:
        given = "no pack.yaml" if not heads else f"{len(heads)} files pack.yaml"
        faults.add(at, "pack.no_folder", given, "one pack.yaml", "Zip the folder of one pack, with all that is in it.")
        faults.stop_if_any()
    folder = heads[0].removesuffix(HEAD)
    entries = [one for one in entries if one.filename.startswith(folder)]
    # The sizes in the zip may lie; each file is read no further than the bound.
    if len(entries) > FILES_MOST or sum(one.file_size for one in entries) > BYTES_MOST:
        faults.add(at, "file.too_large", "a pack this large", f"{FILES_MOST} files, {BYTES_MOST} bytes at most")
        faults.stop_if_any()
    files: dict[str, str] = {}
    left = BYTES_MOST
    for one in entries:
        name = one.filename.removeprefix(folder)
        try:
            with archive.open(one) as lines:
                read = lines.read(left + 1)
            left -= len(read)
            if left < 0:
                faults.add(at, "file.too_large", "a pack this large", f"{BYTES_MOST} bytes at most")
                break
            files[name] = read.decode("utf-8")
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error):
            faults.add(Place(name, 1), "file.not_read", "a file that cannot be unpacked", "a zip without a password")
        except UnicodeDecodeError:
            faults.add(Place(name, 1), "file.not_utf8", "bytes that are not UTF-8", "text", "Save the file as UTF-8.")
    faults.stop_if_any()
    return files
