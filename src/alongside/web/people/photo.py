"""Photos people give: looked at, made small, and written anew, so that nothing but the picture is kept."""

import io
import secrets
import threading
import warnings
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageOps

from alongside.errors import Refused

MAX_BYTES = 10 * 1024 * 1024
# Told by the file's head before anything is unpacked. 50 megapixels is more than any phone's own camera app sends, as
# a JPEG, which is unpacked at an eighth of its sides; of any other kind 25 take 100 MB.
MAX_PIXELS = {"JPEG": 50_000_000}
MAX_PIXELS_ELSE = 25_000_000
LONGEST_SIDE = 640
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
STRIP = 64  # rows of the small picture that are made at a time
_one_at_a_time = threading.Lock()  # so that many photos sent at once take the memory of one


class PhotoRefused(Refused):
    """A file that will not be kept as a photo. The sentence says what to send instead."""


def path_for(profile: object, filename: str) -> str:
    """A random name: it cannot be guessed from a person, and nothing of the sender's file name is kept."""
    return f"photos/{secrets.token_urlsafe(24)}.jpg"


def clean_photo(upload: IO[bytes], size: int) -> "ContentFile[bytes]":
    """The picture in `upload`, upright, at most 640 pixels a side, as a JPEG without metadata.

    Raises PhotoRefused for a file over 10 MB, one that is no picture, or one that unpacks to more than 50 megapixels
    (25 where it is no JPEG).
    """
    if size > MAX_BYTES:
        raise PhotoRefused(
            _("This file is %(size)d MB. Please choose a photo of at most 10 MB.") % {"size": round(size / 1024 / 1024)}
        )
    with warnings.catch_warnings():
        # Pillow only warns between its own two limits; ours stands below both.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with _one_at_a_time, Image.open(upload, formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS.get(picture.format or "", MAX_PIXELS_ELSE):
                    raise PhotoRefused(_("This picture has too many pixels to open. Please send a smaller one."))
                picture.draft("RGB", (LONGEST_SIDE * 2, LONGEST_SIDE * 2))
                small = small_and_upright(picture)
        except PhotoRefused:
            raise
        except Image.DecompressionBombError as error:
            raise PhotoRefused(_("This picture has too many pixels to open. Please send a smaller one.")) from error
        except Exception as error:  # Pillow's readers raise nearly anything on a broken file.
            raise PhotoRefused(
                _("This file is not a photo we can open. Please send a JPEG, PNG, WebP or GIF.")
            ) from error
    out = io.BytesIO()
    small.save(out, "JPEG", quality=86, optimize=True)
    return ContentFile(out.getvalue(), name="photo.jpg")


def small_and_upright(picture: Image.Image) -> Image.Image:
    """Turned as the camera was held, cut to a square round the middle where it is far from one, on white."""
    upright = ImageOps.exif_transpose(shrunk(picture))
    width, height = upright.size
    side = min(width, height)
    if max(width, height) > side * 1.25:
        left, top = (width - side) // 2, (height - side) // 3
        upright = upright.crop((left, top, left + side, top + side))
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    paper = Image.new("RGB", upright.size, "white")
    paper.paste(upright, mask=upright.getchannel("A"))
    return paper


def shrunk(picture: Image.Image) -> Image.Image:
    """With transparency, and not much larger than it will be kept; made in strips, for at full size it is four times
    what was sent.
    """
    times = max(1, min(picture.size) // (2 * LONGEST_SIDE))
    small = Image.new("RGBA", (-(-picture.width // times), -(-picture.height // times)))
    for top in range(0, small.height, STRIP):
        last = min((top + STRIP) * times, picture.height)
        small.paste(picture.crop((0, top * times, picture.width, last)).convert("RGBA").reduce(times), (0, top))
    small.getexif()[ExifTags.Base.Orientation] = picture.getexif().get(ExifTags.Base.Orientation, 1)
    return small
