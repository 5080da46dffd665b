"""What the offices replaced."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("accounts", "0004_accounts_offices")]

    operations = [
        migrations.RemoveField(model_name="account", name="office"),
        migrations.AlterField(
            model_name="account",
            name="uuid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
