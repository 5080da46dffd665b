"""The table of groups on an area's page: whole for the home office, small counts hidden for others."""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from rekam.accounts.permissions import Account
from rekam.accounts.rules import OFFICE, Role
from rekam.coverage.hiding import hidden, tree_cells
from rekam.coverage.people.rules import Group
from rekam.coverage.rules import SENSITIVE_GROUPS, Groups
from rekam.kernel.database import Scope
from rekam.kernel.region import AreaCode, area_name

# The columns, and the word by which the list behind each is asked for.
SHOWN = {"elderly": Group.ELDERLY, "disabled": Group.DISABLED, "foreign": Group.FOREIGN}


@dataclass(frozen=True)
class GroupRow:
    """One area: a count for each of SHOWN, None where it is hidden."""

    code: str
    name: str
    counts: Sequence[int | None]

    @property
    def asked(self) -> list[tuple[Group, int | None]]:
        """Each count, after the word by which its list is asked for."""
        return list(zip(SHOWN.values(), self.counts, strict=True))


@dataclass(frozen=True)
class GroupTable:
    """The parts of an area, and the area itself; `hides` when a count is hidden on this page."""

    rows: Sequence[GroupRow]
    total: GroupRow

    @property
    def hides(self) -> bool:
        """Whether the page must say what the sign for a hidden count means."""
        return any(count is None for row in (*self.rows, self.total) for count in row.counts)


def is_home_office(account: Account) -> bool:
    """Whether the account works in the office whose residents these are; a lurah or the province does not."""
    home = Scope.of(settings.REKAM_OFFICE_AREA)
    return Role(account.role) in OFFICE and all(home.contains(area) for area in account.areas)


def known_around(place: AreaCode, *, account: Account) -> str:
    """The area whose kelurahan group_table has to know to tell the groups of a place to a reader.

    What is hidden is worked out over all that the reader may see above and in the office, not over the
    page: else one page would give away what another hides.
    """
    return place.text if is_home_office(account) else _top(account)


def group_table(
    *, place: AreaCode, parts: Sequence[str], villages: Mapping[str, Groups], account: Account
) -> GroupTable:
    """The groups among the not recorded of an area and of its parts.

    parts     codes of the rows, in their order; none for a kelurahan
    villages  the groups of each kelurahan of known_around
    """
    secret = {} if is_home_office(account) else _secret(villages, top=_top(account))
    counts = _by_area(villages)

    def row(code: str) -> GroupRow:
        found = counts.get(code, Groups())
        told = [None if code in secret.get(name, ()) else getattr(found, name) for name in SHOWN]
        return GroupRow(code, area_name(code), told)

    return GroupTable(rows=[row(code) for code in parts], total=row(place.text))


def _top(account: Account) -> str:
    """The widest area of a reader that holds the office; the office itself for who sees less than it."""
    office = str(settings.REKAM_OFFICE_AREA)
    wider = [area for area in account.areas if area != "*" and Scope.of(area).contains(office)]
    if "*" in account.areas:
        wider.append(office.partition(".")[0])
    return min(wider, key=len, default=office)


def _secret(villages: Mapping[str, Groups], *, top: str) -> Mapping[str, frozenset[Hashable]]:
    return {
        name: hidden(tree_cells({code: getattr(found, name) for code, found in villages.items()}, top=top))
        for name in SENSITIVE_GROUPS
    }


def _by_area(villages: Mapping[str, Groups]) -> Mapping[str, Groups]:
    """Each kelurahan, and the sums of all areas above it."""
    sums: defaultdict[str, Groups] = defaultdict(Groups)
    for code, found in villages.items():
        words = code.split(".")
        for length in range(1, len(words) + 1):
            sums[".".join(words[:length])] += found
    return sums
