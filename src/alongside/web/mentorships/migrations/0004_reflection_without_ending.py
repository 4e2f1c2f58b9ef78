import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentorships", "0003_reflections_of_mentorships"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField(
            model_name="reflection",
            name="mentorship",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reflections",
                to="mentorships.mentorship",
            ),
        ),
        migrations.RemoveConstraint(model_name="reflection", name="one_reflection_a_person"),
        migrations.AddConstraint(
            model_name="reflection",
            constraint=models.UniqueConstraint(
                fields=("mentorship", "person"), name="one_reflection_a_mentorship"
            ),
        ),
        migrations.RemoveField(model_name="reflection", name="ending"),
    ]
