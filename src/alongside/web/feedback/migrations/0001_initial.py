import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('meetings', '0001_initial'),
        ('mentorships', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('helped', models.TextField(blank=True, max_length=2000, verbose_name='what helped')),
                ('change', models.TextField(blank=True, max_length=2000, verbose_name='what I would change')),
                ('shared_with', models.CharField(choices=[('partner', 'my partner'), ('coordinator', 'the coordinators of the programme'), ('nobody', 'nobody; it is for me')], max_length=12, verbose_name='who may read it')),
                ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('thanked_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback_given', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='feedback', to='meetings.meeting')),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='mentorships.mentorship')),
                ('thanked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'feedback',
                'ordering': ['-given_at'],
            },
        ),
    ]
