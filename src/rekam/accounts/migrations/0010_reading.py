import uuid

import rekam.accounts.caps.reading
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0009_residents'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReadingDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('username', models.CharField(max_length=60)),
                ('day', models.DateField()),
                ('score', models.IntegerField(help_text='looks without work beside, less half of those with it')),
                ('counted_at', models.PositiveIntegerField(help_text='residents shown that day when the log was read')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('username', 'day'), name='accounts_reading_day_once')],
            },
        ),
        migrations.CreateModel(
            name='ReadingStop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('username', models.CharField(max_length=60)),
                ('sign', models.CharField(choices=[(rekam.accounts.caps.reading.Sign['ALONE'], rekam.accounts.caps.reading.Sign['ALONE']), (rekam.accounts.caps.reading.Sign['LINES'], rekam.accounts.caps.reading.Sign['LINES']), (rekam.accounts.caps.reading.Sign['SLOW'], rekam.accounts.caps.reading.Sign['SLOW']), (rekam.accounts.caps.reading.Sign['NIGHT'], rekam.accounts.caps.reading.Sign['NIGHT']), (rekam.accounts.caps.reading.Sign['MISSED'], rekam.accounts.caps.reading.Sign['MISSED']), (rekam.accounts.caps.reading.Sign['LISTED'], rekam.accounts.caps.reading.Sign['LISTED'])], max_length=10)),
                ('number', models.PositiveIntegerField(help_text='what was counted')),
                ('most', models.PositiveIntegerField(help_text='how many are usual')),
                ('at', models.DateTimeField()),
                ('seen_by', models.CharField(blank=True, max_length=60)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('finding', models.CharField(blank=True, help_text='what came out of asking', max_length=300)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['username', 'at'], name='accounts_stop_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sign__in', [rekam.accounts.caps.reading.Sign['ALONE'], rekam.accounts.caps.reading.Sign['LINES'], rekam.accounts.caps.reading.Sign['SLOW'], rekam.accounts.caps.reading.Sign['NIGHT'], rekam.accounts.caps.reading.Sign['MISSED'], rekam.accounts.caps.reading.Sign['LISTED']])), name='accounts_stop_sign_known'), models.CheckConstraint(condition=models.Q(('seen_by', models.F('username')), _negated=True), name='accounts_stop_not_by_its_cause'), models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('username',), name='accounts_stopped_once')],
            },
        ),
    ]
