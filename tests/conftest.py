"""What every test stands on: its own data folder, its own database, and the cast."""

import gc
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as trying

from tests.environment import FOLDER
from tests.post_office import open_post_office

# A slow machine is no reason to fail.
trying.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
trying.load_profile("patient")


ASKS_THE_DATABASE = {"db", "transactional_db", "live_server", "standing"}


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: looking through it again and again took a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What asks no database is the same on each: PostgreSQL is spared it."""
    from django.conf import settings

    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return
    asking = {
        item
        for item in items
        if item.get_closest_marker("django_db") or ASKS_THE_DATABASE & set(getattr(item, "fixturenames", ()))
    }
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = [item for item in items if item in asking]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A database for each worker; SQLite in a file, as in life: in memory two writers are never really two."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = f"{FOLDER}/test.sqlite3"


@pytest.fixture(autouse=True)
def plain_settings(settings, tmp_path: Path) -> None:
    """Cheap passwords, letters kept in memory unless a test asks for a real server, files in a folder of the test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What is kept in memory under a fingerprint is of another test's rows, which may have had the same numbers."""
    from alongside.web.rounds import memory, solving

    solving.read_cohort.cache_clear()
    memory.kept.cache_clear()


@pytest.fixture
def cast(db):
    """Amara mentors, Ben is her mentee, Chidi coordinates, Dana is a stranger."""
    from tests.factories.cast import Cast

    return Cast()


@pytest.fixture
def post_office(settings):
    """A real mail server on the loopback; the site's mail goes there."""
    with open_post_office(settings) as office:
        yield office
