from django.db import migrations

# Who was noted as away is looked at again at the next fold, which learns when they come back.
LOOK_AGAIN = "UPDATE coverage_contribution SET turns_on = least(turns_on, current_date) WHERE mark & 1536 = 1024"


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0010_visits"),
    ]

    operations = [
        migrations.RunSQL(LOOK_AGAIN, migrations.RunSQL.noop),
    ]
