"""Areas and schools that an officer may make lists for."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from rekam.accounts.permissions import Account, scope_of
from rekam.kernel.region import children
from rekam.outreach.sites.lists.models import NameList
from rekam.outreach.sites.lists.rules import State
from rekam.outreach.sites.places import villages_of
from rekam.outreach.sites.queries import sites
from rekam.outreach.sites.rules import Kind


def areas_of(account: Account) -> Sequence[tuple[str, str]]:
    """Kecamatan and kelurahan of an officer's areas."""
    within = scope_of(account)
    districts = [one for one in children(settings.REKAM_OFFICE_AREA) if within.contains(one.code.text)]
    return [
        *((one.code.text, f"Kec. {one.name}") for one in sorted(districts, key=lambda one: one.name)),
        *villages_of(account),
    ]


def schools_of(*, on: date) -> Sequence[tuple[str, str]]:
    """The scope's schools and pesantren whose list of names counts."""
    with_list = set(NameList.objects.filter(state=State.TAKEN).values_list("site", flat=True))
    found = sites(on=on, kinds=(Kind.SCHOOL, Kind.PESANTREN))
    return [(str(one.uuid), one.name) for one in found if one.pk in with_list]
