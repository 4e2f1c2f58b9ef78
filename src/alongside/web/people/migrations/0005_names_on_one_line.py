"""Names kept before they were put on one line: a line break in one stopped every letter that named it in its head."""

from typing import Any

from django.db import migrations


def put_on_one_line(apps: Any, schema_editor: Any) -> None:
    people = apps.get_model("people", "User").objects.using(schema_editor.connection.alias)
    for person in people.only("name").order_by("pk").iterator(chunk_size=500):
        name = " ".join(person.name.split())
        if name != person.name:
            people.filter(pk=person.pk).update(name=name)


class Migration(migrations.Migration):
    dependencies = [("people", "0004_time_zone_there_is")]

    operations = [migrations.RunPython(put_on_one_line, migrations.RunPython.noop)]
