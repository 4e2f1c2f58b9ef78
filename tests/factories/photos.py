"""Files people send as photos: good ones, and ones that must be refused."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def photo(width: int = 1200, height: int = 900, kind: str = "JPEG", exif: bool = False, mode: str = "RGB") -> bytes:
    """A picture, red on its left half; with `exif` it says where it was taken and that it lies on its side."""
    picture = Image.new(mode, (width, height), "white")
    picture.paste("red", (0, 0, width // 2, height))
    details = Image.Exif()
    if exif:
        details[0x0112] = 6  # lies on its side
        details[0x010F] = "Secret camera"
        details.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=details) if kind == "JPEG" else picture.save(out, kind)
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of about a megabyte or less that unpacks to more than a gigabyte."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    press = zlib.compressobj(9)
    row = b"\0" * (side // 8 + 1)
    pressed = b"".join(press.compress(row) for _ in range(side)) + press.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pressed) + chunk(b"IEND", b"")


def upload(data: bytes, name: str = "me at home.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)
