"""Fewer indexes that a list has to fill; cards filled without theirs too; the search's lists made quicker."""

from pathlib import Path

from django.db import migrations, models

FROZEN = Path(__file__).with_name("frozen")
# Django's own for LIKE on unique texts; nobody asks for the beginning of a NIK or a KK number.
UNASKED = (
    "DROP INDEX registry_resident_nik_ef9583d6_like; DROP INDEX registry_familycard_number_6689ef88_like"
)


class Migration(migrations.Migration):
    dependencies = [("registry", "0008_events")]
    operations = [
        migrations.RunSQL(
            (FROZEN / "0009_found_by.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        ),
        migrations.RunSQL((FROZEN / "0004_shed.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop),
        migrations.RunSQL(UNASKED, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="resident", name="registry_name_key"),
        migrations.RemoveIndex(model_name="resident", name="registry_area_name"),
        migrations.AddIndex(
            model_name="resident", index=models.Index(fields=["area_code"], name="registry_resident_area")
        ),
    ]
