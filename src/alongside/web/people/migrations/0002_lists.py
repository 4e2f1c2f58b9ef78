"""Ship the lists of values, subjects and languages."""

from babel import Locale
from django.db import migrations

from alongside.web.people.lists import SUBJECTS, VALUES

# The languages with a two-letter code, and a few that many people speak without one.
MORE = {"yue", "fil", "ckb", "ceb", "ase"}
SIGNED = {"bfi": "British Sign Language", "gsg": "German Sign Language", "sgn": "Another sign language"}


def ship(apps, schema_editor):
    Value, Subject, Language = (apps.get_model("people", name) for name in ("Value", "Subject", "Language"))
    Value.objects.bulk_create([Value(name=name, is_shipped=True) for name in VALUES])
    Subject.objects.bulk_create(
        [Subject(name=name, theme=theme, is_shipped=True) for theme, names in SUBJECTS.items() for name in names]
    )
    names = {code: name for code, name in Locale("en").languages.items() if len(code) == 2 or code in MORE} | SIGNED
    Language.objects.bulk_create([Language(code=code, name=name) for code, name in sorted(names.items())])


def take_back(apps, schema_editor):
    """Only rows nobody uses may go; the tables themselves go with 0001."""
    for name in ("Value", "Subject"):
        apps.get_model("people", name).objects.filter(is_shipped=True).delete()
    apps.get_model("people", "Language").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunPython(ship, take_back)]
