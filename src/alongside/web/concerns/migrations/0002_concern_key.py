"""A key for every row, so that no address counts rows."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("concerns", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="concern",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, null=True),
        ),
    ]
