"""Reads of the blank ledger, in the scope of whoever asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from rekam.cards.blanks.models import ROAD, SUPPLIER, Blank, BlankMove
from rekam.cards.blanks.rules import CHECKED_IN, BlankState
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, children, find_area


@dataclass(frozen=True)
class Site:
    """A place with a safe for blanks: the Dinas, or a kecamatan's counter."""

    code: str
    name: str


@dataclass(frozen=True)
class Balance:
    """A site's accounts at an instant; each count is blanks.

    held      by state
    received  from the supplier; arrived and sent: by transfers
    """

    site: Site
    held: dict[BlankState, int] = field(default_factory=dict)
    received: int = 0
    arrived: int = 0
    sent: int = 0

    @property
    def usable(self) -> int:
        """Blanks in the safe that may be printed."""
        return self.held.get(BlankState.RECEIVED, 0)

    @property
    def whole(self) -> int:
        """Blanks that this site answers for, in whatever state."""
        return sum(self.held.values())

    @property
    def adds_up(self) -> bool:
        """Whether what came in, less what was sent on, is what the accounts hold; none below zero."""
        came = self.received + self.arrived - self.sent
        return self.whole == came and min(self.held.values(), default=0) >= 0


def sites() -> list[Site]:
    """The places with a safe in the current scope: the office, its kecamatan, and wherever blanks lie."""
    codes = set(Blank.objects.values_list("area_code", flat=True).distinct())
    for area in current_scope().areas - {"*"}:
        code = AreaCode.parse(area)
        if code.level >= Level.KABUPATEN_KOTA:
            codes.add(area)
        if code.level is Level.KABUPATEN_KOTA:
            codes |= {child.code.text for child in children(code)}
    return [Site(code, site_name(code)) for code in sorted(codes)]


def own_site(areas: Sequence[str]) -> str:
    """Where an officer's own safe is: the first of the officer's areas, or "" for none."""
    return next((area for area in areas if area != "*"), "")


def site_name(code: str) -> str:
    """ "Dinas Kota Serang", "Kec. Kasemen"; the code where our table does not know it."""
    area = find_area(code)
    if area is None:
        return code
    words = {Level.PROVINSI: "Provinsi", Level.KABUPATEN_KOTA: "Dinas", Level.KECAMATAN: "Kec."}
    return f"{words.get(area.code.level, 'Kel.')} {area.name}"


def balances(places: Iterable[Site], *, at: datetime) -> list[Balance]:
    """What each place's accounts held at that instant, from the moves alone."""
    counts: dict[tuple[str, str, str], int] = {}
    rows = BlankMove.objects.filter(at__lte=at).values_list("area_code", "source", "target")
    for area_code, source, target, number in rows.annotate(number=Count("pk")).order_by():
        counts[(area_code, source, target)] = number
    return [_balance(place, counts) for place in places]


def _balance(place: Site, counts: dict[tuple[str, str, str], int]) -> Balance:
    mine = {(source, target): n for (code, source, target), n in counts.items() if code == place.code}
    held = {
        state: sum(n for (_, target), n in mine.items() if target == state)
        - sum(n for (source, _), n in mine.items() if source == state)
        for state in BlankState
    }
    return Balance(
        site=place,
        held=held,
        received=sum(n for (source, _), n in mine.items() if source == SUPPLIER),
        arrived=sum(n for (source, _), n in mine.items() if source == ROAD),
        sent=sum(n for (_, target), n in mine.items() if target == ROAD),
    )


def states_agree(place: Site) -> bool:
    """Whether the blanks' own states say the same as the moves do."""
    rows = Blank.objects.filter(area_code=place.code).values_list("state").annotate(Count("pk"))
    now = {BlankState(state): number for state, number in rows.order_by()}
    held = _balance(place, _counts_of(place)).held
    return now == {state: number for state, number in held.items() if number}


def _counts_of(place: Site) -> dict[tuple[str, str, str], int]:
    rows = BlankMove.objects.filter(area_code=place.code).values_list("area_code", "source", "target")
    return {(a, s, t): n for a, s, t, n in rows.annotate(n=Count("pk")).order_by()}


@dataclass(frozen=True)
class Act:
    """Moves of one act at one site: how many blanks, of which serials, from which account to which."""

    area_code: str
    source: str
    target: str
    other_site: str
    at: datetime
    actor: str
    reason: str
    number: int
    first: str
    last: str


def latest_acts(*, limit: int = 20) -> list[Act]:
    """What moved last, newest first; a lot of a thousand is one act, and so is a transfer.

    A transfer is told by its arrival, and by its departure only where the far end is out of sight.
    """
    told = BlankMove.objects.values_list(
        "area_code", "source", "target", "other_site", "at", "actor", "reason", "move"
    ).annotate(number=Count("pk"), first=Min("serial"), last=Max("serial"), newest=Max("pk"))
    acts = [
        Act(area_code, source, target, other, at, actor, reason, number, first, last)
        for area_code, source, target, other, at, actor, reason, _move, number, first, last, _newest in (
            told.order_by("-at", "-newest")[: 2 * limit]
        )
    ]
    seen = current_scope()
    return [act for act in acts if act.target != ROAD or not seen.contains(act.other_site)][:limit]


def next_blank(site: str) -> str:
    """The serial to take next from a site's safe, or ""."""
    rows = Blank.objects.filter(area_code=site, state=BlankState.RECEIVED).order_by("pk")
    return rows.values_list("serial", flat=True).first() or ""


def lies_in_safe(serial: str, *, site: str) -> bool:
    """Whether a blank may be taken from a site's safe now."""
    return Blank.objects.filter(serial=serial, area_code=site, state=BlankState.RECEIVED).exists()


def known_serials(serials: Sequence[str]) -> set[str]:
    """Which of these blanks the ledger has already, as far as this scope sees."""
    return set(Blank.objects.filter(serial__in=serials).values_list("serial", flat=True))


def get_blank(serial: str) -> Blank:
    """The blank of this serial. Raises RuleBroken("not_found"), the same for another office's."""
    blank = Blank.objects.filter(serial=serial).select_related("delivery").first()
    if blank is None:
        raise RuleBroken("not_found")
    return blank


def moves_of(blank: Blank) -> list[BlankMove]:
    """What happened to a blank, oldest first."""
    return list(BlankMove.objects.filter(blank=blank).order_by("at", "pk"))


def carried_by(carrier: str) -> list[Blank]:
    """What a mobile team has with it now, unused blanks and printed cards, by serial."""
    held = Blank.objects.filter(carrier=carrier, state__in=sorted(CHECKED_IN))
    return list(held.order_by("serial")) if carrier else []


@dataclass(frozen=True)
class Carried:
    """What one team took from one site and did not bring back, use or give out yet.

    since, by   when it was first taken along, of what is still away; the officer who took it
    """

    carrier: str
    site: Site
    blanks: int
    cards: int
    since: datetime
    by: str


def open_carriers() -> list[Carried]:
    """The teams that still have something, the longest away first."""
    away = Blank.objects.filter(state__in=sorted(CHECKED_IN))
    rows = away.values("carrier", "area_code").annotate(
        blanks=Count("pk", filter=Q(state=BlankState.CARRIED)),
        cards=Count("pk", filter=Q(state=BlankState.CARRIED_CARD)),
    )
    taken = [(row, _first_taken(row["carrier"], site=row["area_code"])) for row in rows.order_by()]
    return [
        Carried(
            row["carrier"], Site(site, site_name(site)), row["blanks"], row["cards"], move.at, move.second
        )
        for row, move in sorted(taken, key=lambda pair: pair[1].at)
        for site in [row["area_code"]]
    ]


def _first_taken(carrier: str, *, site: str) -> BlankMove:
    moves = BlankMove.objects.filter(carrier=carrier, area_code=site, target__in=sorted(CHECKED_IN))
    still = moves.filter(blank__carrier=carrier).exclude(second="").order_by("at", "pk").first()
    assert still is not None  # whatever a team has, it was given by two officers
    return still
