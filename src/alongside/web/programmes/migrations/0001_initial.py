import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('about', models.TextField(blank=True, max_length=4000, verbose_name='what it is for')),
                ('joining', models.CharField(choices=[('open', 'open to everyone here'), ('invitation', 'by invitation')], default='invitation', max_length=12, verbose_name='joining')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='starts on')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='ends on')),
                ('agreed_every_days', models.PositiveSmallIntegerField(choices=[(7, 'every week'), (14, 'every two weeks'), (28, 'every four weeks')], default=14, verbose_name='usual rhythm')),
                ('planned_weeks', models.PositiveSmallIntegerField(default=26, validators=[django.core.validators.MinValueValidator(4), django.core.validators.MaxValueValidator(260)], verbose_name='usual length, in weeks')),
                ('checkin_every_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(90)], verbose_name='days between check-ins')),
                ('request_open_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(60)], verbose_name='days a request stays open')),
                ('open_requests_limit', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='requests a mentee may have open at once')),
                ('shows_ratings', models.BooleanField(default=False, verbose_name='coordinators see ratings of sessions')),
                ('shows_checkins', models.BooleanField(default=False, verbose_name='coordinators see answers to check-ins')),
                ('shows_verdicts', models.BooleanField(default=False, verbose_name='coordinators see verdicts after an introduction')),
                ('thresholds', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('safeguarding_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='safeguards', to=settings.AUTH_USER_MODEL, verbose_name='safeguarding person')),
            ],
            options={
                'verbose_name': 'programme',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('mentor', 'mentor'), ('mentee', 'mentee'), ('coordinator', 'coordinator')], max_length=12, verbose_name='role')),
                ('capacity', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MaxValueValidator(20)], verbose_name='how many at the same time')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('paused_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('paused_until', models.DateField(blank=True, null=True, verbose_name='away until')),
                ('left_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'membership',
                'ordering': ['person__name'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('mentor', 'mentor'), ('mentee', 'mentee'), ('coordinator', 'coordinator')], max_length=12, verbose_name='role')),
                ('token', models.CharField(editable=False, max_length=64, unique=True)),
                ('invited_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('send_after', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sent_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('accepted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='programmes.programme')),
            ],
            options={
                'verbose_name': 'invitation',
                'ordering': ['-invited_at'],
            },
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('starts_on', None), ('ends_on__gt', models.F('starts_on')), _connector='OR'), name='programme_ends_after_it_starts', violation_error_message='The programme ends before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('programme', 'person', 'role'), name='one_membership_per_role', violation_error_message='This person already has this role in the programme.'),
        ),
    ]
