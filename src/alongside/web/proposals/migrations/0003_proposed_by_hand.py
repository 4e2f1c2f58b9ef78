"""A proposal that a coordinator makes by hand has no round, but whoever made it and what they wrote."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentorships', '0005_a_clock_for_each_audience'),
        ('programmes', '0006_holidays'),
        ('proposals', '0002_proposal_freed'),
        ('rounds', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='is_second',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='proposal',
            name='note',
            field=models.TextField(blank=True, max_length=1000, verbose_name='a note to both'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='what_for',
            field=models.CharField(blank=True, max_length=120, verbose_name='for what'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='proposal',
            name='withdrawn_why',
            field=models.TextField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name='proposal',
            name='round',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='rounds.round'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('round', None), models.Q(('by', None), ('is_second', False)), _connector='OR'), name='by_hand_or_of_a_round'),
        ),
    ]
