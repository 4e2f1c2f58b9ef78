"""What a photo may cost: it is told by its head, and made small without ever standing there at full size."""

import io
import subprocess
import sys

import pytest
from PIL import Image

from alongside.web.people.photo import PhotoRefused, clean_photo


def drawn(kind, mode, side) -> io.BytesIO:
    file = io.BytesIO()
    Image.new(mode, (side, side), 1).save(file, kind)
    file.seek(0)
    return file


@pytest.mark.parametrize(("kind", "mode", "side"), [("PNG", "1", 5200), ("PNG", "L", 7070), ("JPEG", "L", 7200)])
def test_a_small_file_of_many_pixels_is_refused_before_it_is_unpacked(kind, mode, side):
    with pytest.raises(PhotoRefused, match="too many pixels"):
        clean_photo(drawn(kind, mode, side), 6000)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_a_photo_of_any_kind_is_made_small(mode):
    kept = Image.open(clean_photo(drawn("PNG", mode, 2000), 6000))

    assert (kept.mode, kept.size) == ("RGB", (640, 640))


def test_a_large_jpeg_is_taken():
    assert Image.open(clean_photo(drawn("JPEG", "L", 6900), 6000)).size == (640, 640)


MEASURE = """
import io, resource, sys
from django.conf import settings
settings.configure()
from PIL import Image
from alongside.web.people.photo import clean_photo
clean_photo(io.BytesIO(open(sys.argv[1], "rb").read()), 6000)  # readers and their tables are loaded
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
clean_photo(io.BytesIO(open(sys.argv[2], "rb").read()), 6000)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the peak is counted in other units")
def test_a_picture_of_one_bit_a_pixel_takes_one_byte_a_pixel_and_not_four(tmp_path):
    small, large = tmp_path / "small.png", tmp_path / "large.png"
    small.write_bytes(drawn("PNG", "1", 100).getvalue())
    large.write_bytes(drawn("PNG", "1", 4990).getvalue())

    done = subprocess.run([sys.executable, "-c", MEASURE, small, large], capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 80  # MB, of 25 million pixels
