"""A pack as somebody hands it in: a zip of its folder."""

import io
import zipfile
from collections.abc import Mapping


def zipped(files: Mapping[str, str], folder: str = "my-programme/") -> bytes:
    """Return the files as a zip in which they stand in one folder."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(folder + name, text)
    return out.getvalue()
