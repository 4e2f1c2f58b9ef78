"""Closing words belong to the mentorship, so that taking an ending back does not delete them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentorships", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="reflection",
            name="mentorship",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reflections",
                to="mentorships.mentorship",
            ),
        ),
        migrations.AlterField(
            model_name="reflection",
            name="ending",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reflections",
                to="mentorships.ending",
            ),
        ),
    ]
