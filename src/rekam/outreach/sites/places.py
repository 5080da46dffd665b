"""The kelurahan from which an officer may choose."""

from django.conf import settings

from rekam.accounts.permissions import Account, scope_of
from rekam.kernel.region import children


def villages_of(account: Account) -> list[tuple[str, str]]:
    """Code and name of the kelurahan of an officer's area, by kecamatan and name."""
    within = scope_of(account)
    return [
        (village.code.text, f"{village.name}, {district.name}")
        for district in children(settings.REKAM_OFFICE_AREA)
        for village in sorted(children(district.code), key=lambda area: area.name)
        if within.contains(village.code.text)
    ]
