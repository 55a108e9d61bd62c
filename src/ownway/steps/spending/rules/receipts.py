"""Makes a receipt fit to be kept: a photo is drawn anew without what a camera wrote into it, a PDF stays as it is."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from ownway.steps.spending.rules.cannot import CannotKeepReceipt

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2_400
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 85


@dataclass(frozen=True, slots=True)
class Prepared:
    """A receipt as it is kept: its bytes, what they are, and how a file of them ends."""

    content: bytes
    media_type: str
    ending: str


def prepared(content: bytes) -> Prepared:
    """Return a receipt ready to be kept. What it is shows in its bytes; what a name or a browser says counts nothing.

    :raises CannotKeepReceipt: ``spending.receipt_empty``, ``spending.receipt_too_big``, ``spending.receipt_kind`` (SVG
        and HTML among them, since they can hold programs) or ``spending.receipt_broken``.
    """
    if not content:
        raise CannotKeepReceipt("spending.receipt_empty", field="content")
    if len(content) > MOST_BYTES:
        raise CannotKeepReceipt("spending.receipt_too_big", field="content", most=MOST_MEGABYTES)
    if content.startswith(b"%PDF-"):
        if b"%%EOF" not in content[-2_048:]:
            raise CannotKeepReceipt("spending.receipt_broken", field="content")
        return Prepared(content, "application/pdf", "pdf")
    return Prepared(_drawn_anew(content), "image/jpeg", "jpg")


def _drawn_anew(content: bytes) -> bytes:
    try:
        with warnings.catch_warnings():
            # A picture of too many pixels is refused below in our own words.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as photo:
                wide, high = photo.size
                if wide * high > MOST_PIXELS:
                    raise CannotKeepReceipt("spending.receipt_too_many_pixels", field="content")
                photo.load()
                upright = ImageOps.exif_transpose(photo).convert("RGB")
    except UnidentifiedImageError:
        raise CannotKeepReceipt("spending.receipt_kind", field="content") from None
    except Image.DecompressionBombError:
        raise CannotKeepReceipt("spending.receipt_too_many_pixels", field="content") from None
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, TypeError, KeyError, IndexError, OverflowError):
        raise CannotKeepReceipt("spending.receipt_broken", field="content") from None
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A fresh picture holds the points and nothing else: no place, no camera, no hidden words.
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    made = io.BytesIO()
    clean.save(made, "JPEG", quality=QUALITY, optimize=True)
    return made.getvalue()
