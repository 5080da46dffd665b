from pathlib import Path

from django.db import migrations

COMPARED = Path(__file__).with_name("frozen") / "0014_compared.sql"


class Migration(migrations.Migration):
    dependencies = [("registry", "0013_allocation")]

    operations = [
        migrations.RunSQL(COMPARED.read_text(encoding="utf-8"), "DROP FUNCTION registry_compared"),
    ]
