"""Every table says what it is, and every row of whom or what it tells, to whoever hears them one cell at a time."""

import re

import pytest

from tests.layout.test_classes import COMMENT, templates

TABLE = re.compile(r'<table class="table[^>]*>.*?</table>', re.DOTALL)
# What the library of accounts fills in.
WRITTEN = [path for path in templates() if TABLE.search(path.read_text()) and "allauth" not in path.parts]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_a_table_has_a_name_and_its_rows_and_columns_have_headings(path):
    text = COMMENT.sub("", path.read_text())
    for table in TABLE.findall(text):
        named = re.match(r'<table class="[^"]*" (aria-label|aria-labelledby)="([^>]+)">', table)
        assert named, table[:80]
        by = named[2]
        assert named[1] == "aria-label" or by.startswith("{{") or f'id="{by}"' in text, by
        head, body = table.split("<tbody>")
        assert re.findall(r"<th\b", head) and head.count("<th ") == head.count('scope="col"')
        for row in re.findall(r"<tr>\s*(<t.[^>]*>)", body):
            assert 'scope="row"' in row or "colspan" in row, row
