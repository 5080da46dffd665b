"""Who is to be recorded, and at which site each stands today; read anew each time, nothing is copied."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.conf import settings
from django.db.models import Q

from rekam.coverage.community.queries import people_elsewhere
from rekam.coverage.counters.rules import Reach
from rekam.coverage.queries import lawful_on
from rekam.coverage.rules import ELDERLY_AGE, latest_birth
from rekam.kernel.database import Scope, scope
from rekam.kernel.dates import age_on
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.homes.models import HomeVisit
from rekam.outreach.sites.homes.rules import OPEN, Reason
from rekam.outreach.sites.lists.models import ListedName
from rekam.outreach.sites.lists.rules import Match, State
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.rules import NOBODYS, Group, Kind
from rekam.outreach.sites.splitting import Person, Place, Share, Split, check_once, split
from rekam.registry.queries import residents
from rekam.registry.rules import CARD_AGE, RECORDING_AGE, Status

# Of whom only the request tells.
GROUP_OF = {Reason.ELDERLY: Group.ELDERLY, Reason.DISABLED: Group.DISABLED, Reason.MENTAL: Group.DISABLED}


@dataclass(frozen=True)
class Standing:
    """Where everybody of the office who is not recorded stands on a day.

    sites, places  by their ids, those that have not ended; as rows, and as the split sees them
    people         whom a visit can meet
    elsewhere      who is away or said to be gone: known and not recorded, but no visit calls them
    nameless       requests of a visit at home without a NIK, by home visits: doors to go to beside the people
    closed         ids of sites that nobody can be visited at
    """

    on: date
    sites: Mapping[str, Site]
    places: Sequence[Place]
    people: Mapping[str, Person]
    elsewhere: Sequence[Person]
    nameless: Mapping[str, Mapping[Group, int]]
    closed: frozenset[str]
    split: Split

    def without(self, closed: Collection[str]) -> "Standing":
        """The same people and sites, where these sites are closed instead."""
        found = split(self.people.values(), places=self.places, closed=closed)
        check_once(found.by_place())
        return replace(self, closed=frozenset(closed), split=found)

    @cached_property
    def at(self) -> Mapping[str, Sequence[str]]:
        """Keys of people by site."""
        return self.split.by_place()

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """People not recorded whom a visit can meet, by site; with the home requests without NIK."""
        open_ = {key: sum(groups.values()) for key, groups in self.nameless.items() if key not in self.closed}
        return Counter(self.split.at.values()) + Counter(open_)

    @cached_property
    def missed(self) -> Mapping[str, int]:
        """People not recorded who would stand at a site if they were here, by site."""
        return Counter(split(self.elsewhere, places=self.places, closed=self.closed).at.values())

    def known(self, site: str) -> int:
        """All of a site who are known and not recorded, whether a visit can meet them or not."""
        return self.counts.get(site, 0) + self.missed.get(site, 0)

    def groups(self, site: str) -> Mapping[Group, int]:
        """Those of a site by what they are to the weights."""
        known = Counter(self.people[key].group for key in self.at.get(site, ()))
        return known + Counter(self.nameless.get(site, {}))


def stand(*, on: date) -> Standing:
    """Split everybody whom the office has to record over its sites, as of this moment.

    on  the day that ages are taken at

    Every area of the office is read whoever asks, since a pupil of one kecamatan may sit in a school of
    another; only counts and opaque ids come out.
    Raises RuleBroken("scenario_without_people") where the register holds counts only.
    """
    if settings.REKAM_SCENARIO:
        raise RuleBroken("scenario_without_people")
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        sites = sites_on(on)
        known = places(sites)
        named = frozenset[str]().union(*(place.named for place in known))
        people, elsewhere = _who_is_here(to_record(on=on), named=named, on=on)
        nameless = _nameless(sites)
    nowhere = split((), places=())
    return Standing(on, sites, known, people, elsewhere, nameless, frozenset(), nowhere).without(())


def _who_is_here(
    people: Sequence[Person], *, named: Collection[str], on: date
) -> tuple[Mapping[str, Person], Sequence[Person]]:
    """Whom a visit can meet, and who is elsewhere: who is away stands where a list or a request names him."""
    elsewhere = {str(who): reach for who, reach in people_elsewhere(on=on).items()}
    here, others = {}, []
    for person in people:
        reach = elsewhere.get(person.key)
        if reach is Reach.AWAY and person.key in named:
            here[person.key] = replace(person, away=True)
        elif reach is None:
            here[person.key] = person
        else:
            others.append(person)
    return here, others


def sites_on(on: date) -> Mapping[str, Site]:
    """The sites of the scope that have not ended by a day, by id."""
    rows = Site.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on)).order_by("code")
    return {str(site.uuid): site for site in rows}


def to_record(*, on: date) -> Sequence[Person]:
    """The active residents of the scope who may be recorded on a day and are not: the wajib, and those of 16.

    Source: UU 24/2013 Pasal 63 (1) for the wajib; from 16 by the practice of pre-recording (PRA-PEMULA).
    """
    grown = Q(birth_date__lte=latest_birth(on=on, age=RECORDING_AGE)) | Q(ever_married=True)
    rows = residents(area_code=settings.REKAM_OFFICE_AREA).filter(
        lawful_on(on) & grown, status=Status.ACTIVE, recorded_on=None
    )
    found = rows.order_by("pk").values_list("uuid", "area_code", "birth_date", "disability")
    people = [(str(key), area, age_on(born=born, on=on), bool(ill)) for key, area, born, ill in found]
    return [Person(key, area, age, group_of(age=age, disabled=ill)) for key, area, age, ill in people]


def places(sites: Mapping[str, Site]) -> Sequence[Place]:
    """The sites of the scope as the split sees them, with whom lists and open requests name."""
    named = _named(sites)
    return [
        Place(
            key=key,
            kind=Kind(site.kind),
            village=site.area_code,
            named=frozenset(named.get(key, ())),
            shares=tuple(Share(*share) for share in site.shares),
        )
        for key, site in sites.items()
        if Kind(site.kind) not in NOBODYS
    ]


def _named(sites: Mapping[str, Site]) -> Mapping[str, Collection[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    listed = ListedName.objects.filter(name_list__state=State.TAKEN, match=Match.FOUND)
    for site, resident in listed.values_list("name_list__site__uuid", "resident"):
        found[str(site)].add(str(resident))
    homes = _homes(sites)
    asked = HomeVisit.objects.filter(state__in=OPEN, resident__isnull=False)
    for area, resident in asked.values_list("area_code", "resident"):
        if area in homes:
            found[homes[area]].add(str(resident))
    return found


def _homes(sites: Mapping[str, Site]) -> Mapping[str, str]:
    """The home visits of each kelurahan that has some."""
    return {site.area_code: key for key, site in sites.items() if site.kind == Kind.HOMES}


def _nameless(sites: Mapping[str, Site]) -> Mapping[str, Mapping[Group, int]]:
    homes, found = _homes(sites), defaultdict[str, Counter[Group]](Counter)
    asked = HomeVisit.objects.filter(state__in=OPEN, resident=None)
    for area, reason in asked.values_list("area_code", "reason"):
        if area in homes:
            found[homes[area]][GROUP_OF.get(Reason(reason), Group.OTHER)] += 1
    return found


def group_of(*, age: int, disabled: bool) -> Group:
    """What somebody of an age in years is to the weights."""
    if disabled:
        return Group.DISABLED
    if age >= ELDERLY_AGE:
        return Group.ELDERLY
    return Group.FIRST_TIME if age <= CARD_AGE else Group.OTHER
