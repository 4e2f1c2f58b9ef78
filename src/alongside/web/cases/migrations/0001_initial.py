import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mentorships', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(blank=True, max_length=16)),
                ('remedy', models.CharField(blank=True, max_length=40)),
                ('words', models.TextField(max_length=4000)),
                ('level_before', models.CharField(blank=True, choices=[('steady', 'Steady'), ('watch', 'Keep an eye on'), ('attend', 'Needs a word'), ('early', 'Too early to say')], max_length=8)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('look_again_on', models.DateField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('helped', 'It helped'), ('partly', 'It helped a little'), ('not', 'It did not help')], max_length=8)),
                ('level_after', models.CharField(blank=True, choices=[('steady', 'Steady'), ('watch', 'Keep an eye on'), ('attend', 'Needs a word'), ('early', 'Too early to say')], max_length=8)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='mentorships.mentorship')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'case',
                'ordering': ['-opened_at'],
            },
        ),
    ]
