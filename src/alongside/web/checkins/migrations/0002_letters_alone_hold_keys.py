"""The keys of check-ins go from the addresses that pages show to the one that only the letter holds."""

from typing import Any

from django.db import migrations

BEGINNING = "/check-ins/answer/"


def move_keys(apps: Any, schema_editor: Any) -> None:
    change(apps, schema_editor, signed_in)


def move_back(apps: Any, schema_editor: Any) -> None:
    change(apps, schema_editor, with_key)


def change(apps: Any, schema_editor: Any, each: Any) -> None:
    notices = apps.get_model("notices", "Notice").objects.using(schema_editor.connection.alias)
    checkins = apps.get_model("checkins", "CheckIn").objects.using(schema_editor.connection.alias)
    for notice in notices.filter(kind__startswith="checkins/").order_by("pk").iterator(chunk_size=500):
        if each(notice, checkins):
            notice.save(update_fields=["url", "open_url", "questions"])


def signed_in(notice: Any, checkins: Any) -> bool:
    site, _answer, rest = notice.url.partition(BEGINNING)
    checkin = checkins.filter(token=rest.rstrip("/")).only("pk").first() if rest else None
    if checkin is None:
        return False
    rename(notice, notice.url, f"{site}/check-ins/{checkin.pk}/")
    notice.url, notice.open_url = f"{site}/check-ins/{checkin.pk}/", notice.url
    return True


def with_key(notice: Any, checkins: Any) -> bool:
    if not notice.open_url:
        return False
    rename(notice, notice.url, notice.open_url)
    notice.url, notice.open_url = notice.open_url, ""
    return True


def rename(notice: Any, old: str, new: str) -> None:
    for asked in notice.questions:
        asked["urls"] = [f"{new}{url.removeprefix(old)}" if url.startswith(old) else url for url in asked["urls"]]


class Migration(migrations.Migration):
    dependencies = [
        ("checkins", "0001_initial"),
        ("notices", "0003_letters_alone_hold_keys"),
    ]

    operations = [migrations.RunPython(move_keys, move_back)]
