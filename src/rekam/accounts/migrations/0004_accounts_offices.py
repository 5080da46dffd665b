"""Office names become offices, and every account gets its opaque id."""

import uuid

from django.db import migrations

LEVELS = {1: "province", 2: "kabupaten_kota", 3: "kecamatan", 4: "kelurahan"}


def level_of(area, role):
    if area == "*":
        return "centre"
    return "school" if role == "school_head" else LEVELS[area.count(".") + 1]


def holds(outer, inner):
    return outer == "*" or f"{inner}.".startswith(f"{outer}.")


def make_offices(apps, schema_editor):
    """One office for each name: of the account with the widest area, which holds the others of that name."""
    Account, Office = apps.get_model("accounts", "Account"), apps.get_model("accounts", "Office")
    for account in Account.objects.all():
        account.uuid = uuid.uuid4()
        account.save(update_fields=["uuid"])
    named = [account for account in Account.objects.exclude(office="") if len(account.areas) == 1]
    for account in sorted(named, key=lambda account: len(account.areas[0].strip("*"))):
        area = account.areas[0]
        known = Office.objects.filter(name=account.office)
        office = next((office for office in known if holds(office.area, area)), None)
        if office is None:
            level = level_of(area, account.role)
            office = Office.objects.create(name=account.office, area=area, level=level, zone=account.zone)
        account.post = office
        account.save(update_fields=["post"])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_accounts")]

    operations = [migrations.RunPython(make_offices, migrations.RunPython.noop)]
