from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enrolment", "0009_kitpages"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="of_body",
            field=models.UUIDField(
                blank=True,
                help_text="salah rekam: the register's id of whose fingers and irises they are",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="of_face",
            field=models.UUIDField(
                blank=True, help_text="likewise of who is on the photograph", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("of_body", None), ("of_face", None))
                | models.Q(("reason", "wrong_person")),
                name="enrolment_submission_owners",
            ),
        ),
    ]
