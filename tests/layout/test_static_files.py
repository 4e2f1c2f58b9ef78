import re

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.test import override_settings


@pytest.fixture
def collected(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": storage}):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path / "static"


def test_every_import_of_the_stylesheet_leads_to_a_file_with_a_hash(collected):
    (app,) = [path for path in (collected / "css").glob("app.*.css") if path.suffix == ".css"]
    imports = re.findall(r'@import url\("([^"]+)"\) layer', app.read_text())

    assert len(imports) > 20
    assert all((collected / "css" / name).exists() and re.search(r"\.[0-9a-f]{12}\.css$", name) for name in imports)


def test_the_icon_and_the_scripts_are_there():
    for name in ("images/icon.svg", "js/alongside.js", "django_htmx/htmx-2.min.js"):
        assert finders.find(name), name
