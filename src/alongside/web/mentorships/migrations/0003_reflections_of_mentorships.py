"""Name the mentorship of every ending's closing words."""

from django.db import migrations
from django.db.models import OuterRef, Subquery


def name_the_mentorship(apps, schema_editor):
    Reflection, Ending = (apps.get_model("mentorships", name) for name in ("Reflection", "Ending"))
    of_ending = Ending.objects.filter(pk=OuterRef("ending")).values("mentorship")
    Reflection.objects.filter(mentorship=None).update(mentorship=Subquery(of_ending))


def name_the_ending(apps, schema_editor):
    """Going back, closing words without an ending have no place."""
    Reflection, Ending = (apps.get_model("mentorships", name) for name in ("Reflection", "Ending"))
    of_mentorship = Ending.objects.filter(mentorship=OuterRef("mentorship")).values("pk")
    Reflection.objects.update(ending=Subquery(of_mentorship))
    Reflection.objects.filter(ending=None).delete()


class Migration(migrations.Migration):
    dependencies = [("mentorships", "0002_reflection_mentorship")]
    operations = [migrations.RunPython(name_the_mentorship, name_the_ending)]
