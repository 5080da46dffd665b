"""Office names become offices, and every account gets its opaque id."""

import uuid
from os.path import commonprefix

from django.db import migrations

LEVELS = {1: "province", 2: "kabupaten_kota", 3: "kecamatan", 4: "kelurahan"}


def level_of(area, role):
    if area == "*":
        return "centre"
    level = LEVELS[area.count(".") + 1]
    return "school" if (level, role) == ("kelurahan", "school_head") else level


def holds(outer, inner):
    return outer == "*" or f"{inner}.".startswith(f"{outer}.")


def around(areas):
    """The smallest area that holds all of these."""
    return ".".join(commonprefix([area.split(".") for area in areas])) or "*"


def make_offices(apps, schema_editor):
    """One office for each name: of the account with the widest area, which holds the others of that name.

    Who has several areas sits at an office around them; who has none, at one of that name that others have.
    """
    Account, Office = apps.get_model("accounts", "Account"), apps.get_model("accounts", "Office")
    for account in Account.objects.all():
        account.uuid = uuid.uuid4()
        account.save(update_fields=["uuid"])
    named = list(Account.objects.exclude(office=""))
    placed = [account for account in named if account.areas]
    nowhere = [account for account in named if not account.areas]
    for account in sorted(placed, key=lambda account: len(around(account.areas).strip("*"))) + nowhere:
        area = around(account.areas)
        known = Office.objects.filter(name=account.office).order_by("pk")
        office = next((office for office in known if holds(office.area, area) or not account.areas), None)
        if office is None and account.areas:
            level = level_of(area, account.role)
            office = Office.objects.create(name=account.office, area=area, level=level, zone=account.zone)
        account.post = office
        account.save(update_fields=["post"])


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_accounts")]

    operations = [migrations.RunPython(make_offices, migrations.RunPython.noop)]
