import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('programmes', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Mentorship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('proposed', 'Introduction to come'), ('introduced', 'Introduced'), ('agreed', 'Agreed'), ('active', 'Under way'), ('paused', 'Paused'), ('ended', 'Ended')], default='proposed', max_length=12)),
                ('asked_goal', models.TextField(blank=True)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('introduced_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('began_on', models.DateField(blank=True, editable=False, null=True)),
                ('agreed_every_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)])),
                ('planned_weeks', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('last_event_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mentee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='menteed', to=settings.AUTH_USER_MODEL)),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentored', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mentorships', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'mentorship',
                'ordering': ['-proposed_at'],
            },
        ),
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(choices=[('completed', 'We came to the planned end'), ('early_met', 'We reached the goals early'), ('no_fault', 'It did not fit; nobody is at fault'), ('no_time', 'There was no time for it'), ('moved', 'Work or life moved on'), ('illness', 'Illness'), ('other', 'Something else'), ('introduction', 'The introduction did not lead to a mentorship')], max_length=12, verbose_name='why')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ending', to='mentorships.mentorship')),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every_days', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(120)], verbose_name='we meet every … days')),
                ('channel', models.CharField(choices=[('video', 'video'), ('phone', 'phone'), ('in_person', 'in person'), ('email', 'e-mail')], default='video', max_length=12, verbose_name='channel')),
                ('weeks', models.PositiveSmallIntegerField(choices=[(0, 'not sure yet'), (13, 'three months'), (26, 'six months'), (39, 'nine months'), (52, 'a year')], default=26, verbose_name='length')),
                ('mentor_expects', models.TextField(blank=True, max_length=2000, verbose_name='what the mentor expects')),
                ('mentee_expects', models.TextField(blank=True, max_length=2000, verbose_name='what the mentee expects')),
                ('confidentiality', models.TextField(blank=True, max_length=2000, verbose_name='what stays between us')),
                ('how_feedback', models.TextField(blank=True, max_length=2000, verbose_name='how we give feedback')),
                ('how_we_end', models.TextField(blank=True, max_length=2000, verbose_name='how we end')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('version', models.PositiveIntegerField(default=1)),
                ('in_force_version', models.PositiveIntegerField(blank=True, editable=False, null=True)),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agreement', to='mentorships.mentorship')),
            ],
            options={
                'verbose_name': 'agreement',
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='why')),
                ('starts_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('reminded_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('resumed_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('mentorship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='mentorships.mentorship')),
                ('resumed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['starts_at'],
            },
        ),
        migrations.CreateModel(
            name='Reflection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('helped', models.TextField(blank=True, max_length=3000, verbose_name='what helped')),
                ('differently', models.TextField(blank=True, max_length=3000, verbose_name='what I would do differently')),
                ('shared_with_partner', models.BooleanField(default=False)),
                ('wants_another', models.BooleanField(default=False, verbose_name='I would like to be matched again')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('ending', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reflections', to='mentorships.ending')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('fell_at', models.DateTimeField(blank=True, null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatures', to='mentorships.agreement')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField()),
                ('terms', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wordings', to='mentorships.agreement')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['version'],
            },
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.CheckConstraint(condition=models.Q(('mentor', models.F('mentee')), _negated=True), name='nobody_mentors_themselves'),
        ),
        migrations.AddConstraint(
            model_name='mentorship',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('programme', 'mentor', 'mentee'), name='one_open_mentorship_a_pair'),
        ),
        migrations.AddConstraint(
            model_name='pause',
            constraint=models.UniqueConstraint(condition=models.Q(('resumed_at', None)), fields=('mentorship',), name='one_open_pause_a_mentorship'),
        ),
        migrations.AddConstraint(
            model_name='reflection',
            constraint=models.UniqueConstraint(fields=('ending', 'person'), name='one_reflection_a_person'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(condition=models.Q(('fell_at', None)), fields=('agreement', 'person'), name='one_standing_signature_a_person'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('agreement', 'version'), name='one_wording_a_version'),
        ),
    ]
