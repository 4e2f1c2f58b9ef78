"""Every class used exists and every class that exists is used; colours and sizes come from the tokens."""

import re
from pathlib import Path

WEB = Path(__file__).resolve().parents[2] / "src/alongside/web"
CSS = WEB / "layout/static/css"
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Built from a value: class="finding finding--{{ level }}".
BUILT = {
    "fit--": ["strong", "good", "possible"],
    "finding--": ["steady", "watch", "attend", "early"],
    "notice--": ["steady", "watch", "attend", "information"],
    "state--": ["steady", "watch", "attend", "early"],
}


def templates() -> list[Path]:
    return [path for path in WEB.rglob("templates/**/*.html") if "/mail" not in str(path)]


def stylesheets() -> dict[str, str]:
    return {str(path.relative_to(CSS)): CSS_COMMENT.sub("", path.read_text()) for path in CSS.rglob("*.css")}


def used() -> set[str]:
    """Classes in templates, in the attributes of widgets, and in the small scripts."""
    found: set[str] = set()
    for path in templates():
        text = COMMENT.sub("", path.read_text())
        for value in re.findall(r'class="((?:{%.*?%}|{{.*?}}|[^"])*)"', text, re.DOTALL):
            # What stands between two tags is a class of its own, unless it is glued to a value.
            glued = re.sub(r"([\w-]+)({{.*?}}|{% if.*?%})", lambda m: built(m.group(1), m.group(2)), value, flags=re.S)
            found |= set(TAG.sub(" ", glued).split())
    for path in [*WEB.rglob("*form*.py"), *WEB.rglob("*widget*.py"), *WEB.rglob("forms/*.py")]:
        for value in re.findall(r'"class": "([^"]+)"', path.read_text()):
            found |= set(value.split())
    for path in WEB.rglob("static/js/*.js"):
        for value in re.findall(r'className = "([^"]+)"|"((?:button|dialog)[\w -]*)"', path.read_text()):
            found |= {name for part in value for name in part.split()}
    return found


def built(start: str, tag: str) -> str:
    return " ".join(start + end for end in BUILT[start]) + " " if start in BUILT else f"{start} {tag}"


def defined() -> set[str]:
    return {
        name
        for text in stylesheets().values()
        for selector in re.findall(r"([^{}]+){", text)
        for name in re.findall(r"\.([a-z][\w-]*)", selector)
    }


def test_every_class_in_a_template_is_in_a_stylesheet():
    assert used() - defined() == set()


def test_every_class_in_a_stylesheet_is_used():
    assert defined() - used() == set()


def test_colours_are_written_in_the_tokens_only():
    colours = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch|lab)a?\(|\blight-dark\(")
    writing = {name for name, text in stylesheets().items() if name != "tokens.css" and colours.search(text)}

    assert writing == set()


def test_every_token_that_is_used_is_defined():
    for name, text in stylesheets().items():
        own = set(re.findall(r"(--_[\w-]+):", text))
        shared = set(re.findall(r"(--[\w-]+):", (CSS / "tokens.css").read_text()))
        assert set(re.findall(r"var\((--[\w-]+)", text)) <= own | shared, name


def test_every_stylesheet_is_imported_into_a_layer():
    imported = set(re.findall(r'@import "([^"]+)" layer\(\w+\);', (CSS / "app.css").read_text()))

    assert imported == set(stylesheets()) - {"app.css"}


def test_no_template_has_an_inline_style_or_script():
    inline = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*(?:\ssrc=|type=\"application/json\"))")
    breaking = [str(path.relative_to(WEB)) for path in templates() if inline.search(COMMENT.sub("", path.read_text()))]

    assert breaking == []
