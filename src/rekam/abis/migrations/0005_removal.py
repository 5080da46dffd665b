from django.db import migrations, models

# Records and encounters that were deleted before bodies could be taken out.
DELETED = """
UPDATE abis_subject
SET removal = gone.number, removed_at = gone.deleted_at, captured_on = NULL, missing = '{}'
FROM (
    SELECT subject, deleted_at, row_number() OVER (ORDER BY deleted_at, subject) AS number
    FROM (
        SELECT subject, deleted_at FROM abis_reference WHERE deleted_at IS NOT NULL
        UNION ALL
        SELECT subject, deleted_at FROM abis_encounter WHERE deleted_at IS NOT NULL
    ) AS deleted
) AS gone
WHERE abis_subject.uuid = gone.subject
"""


class Migration(migrations.Migration):

    dependencies = [
        ('abis', '0004_consequence'),
    ]

    operations = [
        migrations.AddField(
            model_name='subject',
            name='removal',
            field=models.PositiveBigIntegerField(help_text='the order in which bodies were taken out', null=True, unique=True),
        ),
        migrations.AddField(
            model_name='subject',
            name='removed_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(DELETED, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name='subject',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal', None), ('removed_at', None)), models.Q(('removal__isnull', False), ('removed_at__isnull', False)), _connector='OR'), name='abis_removed'),
        ),
    ]
