import django.db.models.deletion
from django.db import migrations, models

# Until now a visit named its place; a site is that of the same name in the same area, if there is one alone.
FIND_THE_SITES = """
UPDATE outreach_visit SET site_id = found.id FROM (
  SELECT area_code, name, min(id) AS id FROM outreach_site GROUP BY area_code, name HAVING count(*) = 1
) AS found
WHERE outreach_visit.area_code = found.area_code AND outreach_visit.place = found.name
"""


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0006_events"),
    ]

    operations = [
        migrations.RenameField(model_name="visit", old_name="site", new_name="place"),
        migrations.AlterField(
            model_name="visit",
            name="place",
            field=models.CharField(
                help_text="what the place was called; it need not be a site", max_length=100
            ),
        ),
        migrations.AlterField(
            model_name="visit",
            name="area_code",
            field=models.CharField(help_text="where it is", max_length=13),
        ),
        migrations.AddField(
            model_name="visit",
            name="site",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="outreach.site",
            ),
        ),
        migrations.RunSQL(FIND_THE_SITES, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="visit",
            name="called_off_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="visit",
            name="called_off_by",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddField(
            model_name="visit",
            name="why_off",
            field=models.CharField(blank=True, help_text="told to the place, no names", max_length=40),
        ),
        migrations.AddField(
            model_name="visit",
            name="reminded_on",
            field=models.DateField(
                blank=True, help_text="the day of which its place was reminded", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("called_off_at", None),
                    models.Q(("called_off_by", ""), _negated=True),
                    _connector="XOR",
                ),
                name="outreach_visit_called_off_by",
            ),
        ),
        migrations.AlterField(
            model_name="planstop",
            name="visit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="stops",
                to="outreach.visit",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="team",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="events",
                to="outreach.team",
            ),
        ),
    ]
