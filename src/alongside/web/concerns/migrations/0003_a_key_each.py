"""Give each row a key of its own: until now all that were there have the same."""

from uuid import uuid4

from django.db import migrations

AT_ONCE = 500


def give_keys(apps, schema_editor):
    rows = apps.get_model("concerns", "Concern").objects.order_by("pk").only("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:AT_ONCE]):
        for row in batch:
            row.key = uuid4()
        rows.bulk_update(batch, ["key"])
        last = batch[-1].pk


class Migration(migrations.Migration):
    dependencies = [("concerns", "0002_concern_key")]
    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop)]
