import alongside.web.people.models
import alongside.web.people.photo
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='Language',
            fields=[
                ('code', models.CharField(max_length=8, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Subject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='subject')),
                ('theme', models.CharField(blank=True, max_length=60)),
                ('is_shipped', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Value',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='value')),
                ('is_shipped', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('time_zone', models.CharField(default='UTC', max_length=64, verbose_name='time zone')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may use the admin')),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('left_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
            },
        ),
        migrations.CreateModel(
            name='Profile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('photo', models.ImageField(blank=True, upload_to=alongside.web.people.photo.path_for, verbose_name='photo')),
                ('pronouns', models.CharField(blank=True, max_length=40, verbose_name='pronouns')),
                ('headline', models.CharField(blank=True, max_length=140, verbose_name='headline')),
                ('about', models.TextField(blank=True, max_length=3000, verbose_name='about you')),
                ('wants', models.TextField(blank=True, max_length=2000, verbose_name='what I want to reach')),
                ('helps', models.TextField(blank=True, max_length=2000, verbose_name='what I can help with')),
                ('working_style', models.JSONField(blank=True, default=dict, validators=[alongside.web.people.models.check_style], verbose_name='working style')),
                ('by_video', models.BooleanField(default=False, verbose_name='video')),
                ('by_phone', models.BooleanField(default=False, verbose_name='phone')),
                ('in_person', models.BooleanField(default=False, verbose_name='in person')),
                ('by_email', models.BooleanField(default=False, verbose_name='e-mail')),
                ('every_days', models.PositiveSmallIntegerField(blank=True, choices=[(7, 'every week'), (14, 'every two weeks'), (28, 'every four weeks')], null=True, verbose_name='rhythm')),
                ('intended_weeks', models.PositiveSmallIntegerField(blank=True, choices=[(0, 'not sure yet'), (13, 'three months'), (26, 'six months'), (39, 'nine months'), (52, 'a year')], null=True, verbose_name='intended length')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('languages', models.ManyToManyField(blank=True, related_name='speakers', to='people.language', verbose_name='languages')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL)),
                ('interests', models.ManyToManyField(blank=True, related_name='interested', to='people.subject', verbose_name='interests')),
                ('offers', models.ManyToManyField(blank=True, related_name='helpers', to='people.subject', verbose_name='I can help with')),
                ('seeks', models.ManyToManyField(blank=True, related_name='seekers', to='people.subject', verbose_name='I want to learn about')),
                ('values', models.ManyToManyField(blank=True, related_name='profiles', to='people.value', verbose_name='values')),
            ],
            options={
                'verbose_name': 'profile',
            },
        ),
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(6)])),
                ('starts', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='to')),
                ('profile', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='people.profile')),
            ],
            options={
                'verbose_name_plural': 'hours that suit',
                'ordering': ['weekday', 'starts'],
            },
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='one_account_per_address'),
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='hours_end_after_they_start', violation_error_message='These hours end before they start.'),
        ),
    ]
