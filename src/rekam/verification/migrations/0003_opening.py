from pathlib import Path

from django.db import migrations

OPENING = Path(__file__).with_name("frozen") / "0003_opening.sql"


class Migration(migrations.Migration):
    dependencies = [("verification", "0002_api")]

    operations = [
        migrations.RunSQL(
            OPENING.read_text(encoding="utf-8"),
            "DROP FUNCTION verification_open; DROP FUNCTION verification_version",
        ),
    ]
