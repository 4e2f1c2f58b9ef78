"""The contrast of every pair of tokens that the stylesheets put on each other, light and dark (WCAG 2.2)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "src/alongside/web/layout/static/css"
TOKEN = re.compile(r"--([a-z-]+): light-dark\((#[0-9A-Fa-f]{6}), (#[0-9A-Fa-f]{6})\)")
LEVELS = ("steady", "watch", "attend", "unknown", "information", "clay")
# (text, ground, least ratio): 4.5 for text, 3 for edges and the focus ring.
PAIRS = [
    *[("ink", ground, 4.5) for ground in ("canvas", "surface", "sunken", "primary-soft")],
    *[("ink-soft", ground, 4.5) for ground in ("canvas", "surface", "sunken")],
    *[("primary", ground, 4.5) for ground in ("canvas", "surface", "primary-soft", "sunken")],
    *[("primary-strong", ground, 4.5) for ground in ("canvas", "surface", "primary-soft")],
    ("on-primary", "primary", 4.5),
    ("on-primary", "primary-strong", 4.5),
    *[(level, f"{level}-soft", 4.5) for level in LEVELS],
    ("attend", "surface", 4.5),
    *[("edge", ground, 3) for ground in ("surface", "canvas", "sunken")],
    *[("focus", ground, 3) for ground in ("canvas", "surface", "sunken", "primary-soft")],
    *[(level, "surface", 3) for level in LEVELS],
]


def tokens() -> dict[str, tuple[str, str]]:
    return {name: (light, dark) for name, light, dark in TOKEN.findall((CSS / "tokens.css").read_text())}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_has_the_contrast_that_the_standard_names():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "least"), PAIRS)
def test_text_can_be_read_on_its_ground(text, ground, least, scheme):
    known = tokens()

    assert contrast(known[text][scheme], known[ground][scheme]) >= least


def test_every_colour_of_the_tokens_is_in_a_pair():
    decoration = {"line"}  # a line between rows carries nothing
    paired = {name for text, ground, _least in PAIRS for name in (text, ground)}

    assert set(tokens()) - paired == decoration
