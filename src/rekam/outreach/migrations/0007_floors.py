"""What a plan leaves out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outreach", "0006_events"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="left_out",
            field=models.FloatField(db_default=0, default=0),
        ),
    ]
