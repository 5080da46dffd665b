"""Reads of lists and their names."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.lists.models import ListedName, NameList
from rekam.outreach.sites.lists.rules import Match, State
from rekam.outreach.sites.models import Site
from rekam.registry.queries import residents


def get_list(name_list: UUID, *, lock: bool = False) -> NameList:
    """The list of the scope with that id. Raises RuleBroken("not_found")."""
    rows = NameList.objects.select_for_update(of=("self",)) if lock else NameList.objects.all()
    found = rows.filter(uuid=name_list).select_related("site").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def get_name(name: UUID, *, lock: bool = False) -> ListedName:
    """The listed name of the scope with that id. Raises RuleBroken("not_found")."""
    rows = ListedName.objects.select_for_update(of=("self",)) if lock else ListedName.objects.all()
    found = rows.filter(uuid=name).select_related("name_list__site").first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def lists_of(site: Site) -> Sequence[NameList]:
    """The site's draft and the list that counts, the newest first."""
    return list(site.lists.exclude(state=State.REPLACED).order_by("-at", "-pk"))


def count_matches(name_list: NameList) -> Mapping[Match, int]:
    """How many names of a list were found, may be several, or are nobody of this register."""
    found = Counter(name_list.names.values_list("match", flat=True))
    return {match: found[match] for match in Match}


def unsure(name_list: NameList) -> QuerySet[ListedName]:
    """Names of a list that somebody has to look at: the birth date says which of several may be meant."""
    return name_list.names.filter(match=Match.UNSURE).order_by("group", "full_name", "pk")


def candidates(names: Sequence[ListedName]) -> Mapping[str, object]:
    """The residents who may be meant by these names, by id; those outside the scope are left out."""
    wanted = {one for name in names for one in name.candidates}
    rows = residents(area_code=settings.REKAM_OFFICE_AREA).filter(uuid__in=wanted)
    return {str(row.uuid): row for row in rows}


def not_recorded(site: Site) -> QuerySet[ListedName]:
    """The names of a site's list whom nobody has recorded as of now, by class and name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT doors.listed_not_recorded(%s)", [site.uuid])
        ids = [row[0] for row in cursor.fetchall()]
    return ListedName.objects.filter(uuid__in=ids).order_by("group", "full_name", "pk")
