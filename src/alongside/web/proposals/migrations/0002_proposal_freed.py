"""A proposal to which one side has said no stays open for the other, and holds no place of whoever said it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="proposal",
            name="freed",
            field=models.CharField(blank=True, choices=[("mentor", "mentor"), ("mentee", "mentee")], max_length=6),
        ),
        migrations.RemoveConstraint(model_name="proposal", name="one_open_proposal_a_mentee"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None), models.Q(("freed", "mentee"), _negated=True)),
                fields=("programme", "mentee"),
                name="one_open_proposal_a_mentee",
            ),
        ),
    ]
