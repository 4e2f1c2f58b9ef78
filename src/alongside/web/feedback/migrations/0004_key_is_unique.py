import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_a_key_each")]
    operations = [
        migrations.AlterField(
            model_name="feedback",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
