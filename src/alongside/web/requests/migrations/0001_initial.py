import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('mentorships', '0001_initial'),
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('goal', models.TextField(max_length=1500, verbose_name='what you want to reach')),
                ('why_you', models.TextField(max_length=1500, verbose_name='why this mentor')),
                ('every_days', models.PositiveSmallIntegerField(choices=[(7, 'every week'), (14, 'every two weeks'), (28, 'every four weeks')], default=14, verbose_name='rhythm you have in mind')),
                ('state', models.CharField(choices=[('asked', 'Waiting for an answer'), ('more', 'Waiting for more from the mentee'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('expired', 'Expired')], default='asked', max_length=12)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('expires_at', models.DateTimeField()),
                ('reminded_at', models.DateTimeField(blank=True, null=True)),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('question', models.TextField(blank=True, max_length=1000, verbose_name='what you would like to know')),
                ('answer', models.TextField(blank=True, max_length=1500, verbose_name='your answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, choices=[('no_room', 'I have no room for another mentee just now'), ('not_my_field', 'Somebody else can help with this better than I can'), ('timing', 'The coming months are too full to do this well'), ('hours', 'Our hours hardly meet'), ('other', 'Another reason')], max_length=16, verbose_name='reason')),
                ('reply', models.TextField(blank=True, max_length=1000, verbose_name='a kind word')),
                ('mentee', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests_made', to=settings.AUTH_USER_MODEL)),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests_received', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='request', to='mentorships.mentorship')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requests', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'request',
                'ordering': ['-asked_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'more'])), fields=('programme', 'mentee', 'mentor'), name='one_open_request_a_pair')],
            },
        ),
    ]
