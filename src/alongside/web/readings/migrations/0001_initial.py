import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mentorships', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('mentor', 'mentor'), ('mentee', 'mentee'), ('coordinator', 'coordinator')], max_length=12)),
                ('on', models.DateField()),
                ('level', models.CharField(choices=[('steady', 'Steady'), ('watch', 'Keep an eye on'), ('attend', 'Needs a word'), ('early', 'Too early to say')], max_length=8)),
                ('risk', models.FloatField()),
                ('causes', models.JSONField(default=list)),
                ('findings', models.JSONField(default=list)),
                ('sources', models.JSONField(default=dict)),
                ('engine_version', models.CharField(max_length=24)),
                ('thresholds', models.JSONField(default=dict)),
                ('read_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='mentorships.mentorship')),
            ],
            options={
                'verbose_name': 'reading',
                'ordering': ['-on'],
                'indexes': [models.Index(models.F('mentorship'), models.OrderBy(models.F('on'), descending=True), name='readings_newest_first')],
                'constraints': [models.UniqueConstraint(fields=('mentorship', 'audience', 'on'), name='one_reading_a_day_and_audience')],
            },
        ),
    ]
