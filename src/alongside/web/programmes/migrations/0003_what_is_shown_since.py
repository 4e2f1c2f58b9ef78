from django.db import migrations, models
from django.db.models import F

KINDS = ("ratings", "checkins", "verdicts")


def date_what_is_shown(apps, schema_editor):
    """When it was switched on was never written down; what is shown today is taken to be shown from the beginning."""
    programmes = apps.get_model("programmes", "Programme").objects
    for kind in KINDS:
        programmes.filter(**{f"shows_{kind}": True}).update(**{f"{kind}_shown_since": F("created_at")})


def forget_since_when(apps, schema_editor):
    programmes = apps.get_model("programmes", "Programme").objects
    for kind in KINDS:
        programmes.exclude(**{f"{kind}_shown_since": None}).update(**{f"shows_{kind}": True})


class Migration(migrations.Migration):

    dependencies = [
        ('programmes', '0002_matching'),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name='programme',
                name=name,
                field=models.DateTimeField(blank=True, editable=False, null=True),
            )
            for name in (*(f'{kind}_shown_since' for kind in KINDS), 'shown_changed_at')
        ),
        migrations.RunPython(date_what_is_shown, forget_since_when),
        *(migrations.RemoveField(model_name='programme', name=f'shows_{kind}') for kind in KINDS),
    ]
