"""Close what was left open beside a newer one: only the newest of each side is to be answered."""

from typing import Any

from django.db import migrations
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


def close_older(apps: Any, schema_editor: Any) -> None:
    checkins = apps.get_model("checkins", "CheckIn").objects.using(schema_editor.connection.alias)
    same_side = checkins.filter(mentorship=OuterRef("mentorship"), person=OuterRef("person"), closed_at=None)
    later = Q(asked_at__gt=OuterRef("asked_at")) | Q(asked_at=OuterRef("asked_at"), pk__gt=OuterRef("pk"))
    older = checkins.filter(Exists(same_side.filter(later)), closed_at=None)
    keys = list(older.values_list("pk", flat=True))
    for start in range(0, len(keys), 500):
        checkins.filter(pk__in=keys[start : start + 500]).update(closed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("checkins", "0002_letters_alone_hold_keys")]

    # Nothing to take back: which of them were open is no matter once a newer one was asked.
    operations = [migrations.RunPython(close_older, migrations.RunPython.noop)]
