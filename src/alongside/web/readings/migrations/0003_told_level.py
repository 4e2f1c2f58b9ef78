from django.db import migrations, models
from django.db.models import F


def keep_as_told(apps, schema_editor):
    """Letters were written of every reading so far, or would have been: an update writes no old news."""
    apps.get_model("readings", "Reading").objects.update(told_level=F("level"))


class Migration(migrations.Migration):
    dependencies = [("readings", "0002_refit")]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="told_level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("steady", "Steady"),
                    ("watch", "Keep an eye on"),
                    ("attend", "Needs a word"),
                    ("early", "Too early to say"),
                ],
                default="",
                editable=False,
                max_length=8,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(keep_as_told, migrations.RunPython.noop),
    ]
