"""Keeping sites: villages come from the areas by themselves, the office adds the rest. Enter here."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from rekam.audit.services import record
from rekam.kernel.database import Scope, current_scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level, area_name, children
from rekam.outreach.sites.closures import Why
from rekam.outreach.sites.models import Closure, Figures, Site
from rekam.outreach.sites.queries import get_site
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.rules import WEEK, WORKDAYS, Kind, check_period, check_share, check_site
from rekam.outreach.sites.splitting import Share

DAILY = tuple(WEEK)[:6]  # Monday to Saturday, when teams go out


@transaction.atomic
def make_villages(*, office: str, actor: str, at: datetime) -> int:
    """Make the sites that follow from the areas: each kelurahan and the office; how many were new.

    Repeating it is safe, and adds what the area table has gained; whoever opens the list may start it.
    """
    with scope(Scope.of(office)):
        return _make_missing(office, actor=actor, at=at)


def _make_missing(office: str, *, actor: str, at: datetime) -> int:
    villages = [village for district in children(office) for village in children(district.code)]
    wanted = {village.code.text: village.name for village in villages}
    known = set(Site.objects.filter(kind=Kind.VILLAGE).values_list("code", flat=True))
    new = [_village(code, name=name) for code, name in wanted.items() if code not in known]
    if not Site.objects.filter(kind=Kind.OFFICE, area_code=office).exists():
        new.append(
            Site(
                kind=Kind.OFFICE,
                area_code=office,
                code=f"DINAS-{office}",
                name=f"Disdukcapil {area_name(office)}",
                weekdays=list(WORKDAYS),
            )
        )
    Site.objects.bulk_create(new)
    if new:
        record("outreach.sites.made", actor=actor, at=at, case=office, count=len(new))
    return len(new)


def _village(code: str, *, name: str) -> Site:
    return Site(kind=Kind.VILLAGE, area_code=code, code=code, name=name, weekdays=list(DAILY))


@transaction.atomic
def keep_site(*, site: UUID | None, actor: str, at: datetime, **values: object) -> Site:
    """Add a site, or give one new values: name, hours, contact, signal, position, shares and the like.

    site    None to add one; kind, code and area of a known one stay as they are
    values  fields of the model; `shares` as splitting.Share

    Raises RuleBroken("not_found" | "npsn_malformed" | "site_code_malformed" | "site_code_known" |
    "site_never_open" | "site_hours" | "share_malformed" | "area_code_malformed").
    """
    row = Site() if site is None else get_site(site, lock=True)
    fixed = () if site is None else ("kind", "code", "area_code")
    for name, value in values.items():
        if name not in fixed:
            setattr(row, name, value)
    row.shares = [list(_checked(share)) for share in row.shares]
    check_site(kind=Kind(row.kind), code=row.code, weekdays=row.weekdays, opens=row.opens, closes=row.closes)
    _check_area(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise RuleBroken("site_code_known") from error
    record("outreach.site.kept", actor=actor, at=at, case=str(row.uuid), kind=row.kind)
    return row


def _checked(share: Share | Sequence[str | int]) -> tuple[str, int, int, int]:
    one = share if isinstance(share, Share) else Share(*share)  # type: ignore[arg-type]
    check_share(percent=one.percent, youngest=one.youngest, oldest=one.oldest)
    if AreaCode.parse(one.village).level is not Level.KELURAHAN_DESA:
        raise RuleBroken("share_malformed")
    return one.village, one.youngest, one.oldest, one.percent


def _check_area(row: Site) -> None:
    """A site stands in a kelurahan of the scope; only where teams begin may be of a larger area."""
    place = AreaCode.parse(row.area_code)
    if not current_scope().contains(place.text):
        raise RuleBroken("not_found")
    if row.kind != Kind.OFFICE and place.level is not Level.KELURAHAN_DESA:
        raise RuleBroken("area_unknown")


@transaction.atomic
def end_site(*, site: UUID, on: date, actor: str, at: datetime) -> Site:
    """Say that a site is no more from a day on; its people stand at home from then. A village never ends.

    Raises RuleBroken("not_found" | "site_stays").
    """
    row = get_site(site, lock=True)
    if row.kind in {Kind.VILLAGE, Kind.OFFICE}:
        raise RuleBroken("site_stays")
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    record("outreach.site.ended", actor=actor, at=at, case=str(row.uuid), on=on.isoformat())
    return row


@transaction.atomic
def close_places(
    *, area_code: str, kind: str, first: date, last: date, why: Why, source: str, actor: str, at: datetime
) -> Closure:
    """Close a kind of place in an area for some days: exams, Ramadan, a flood; "" closes every kind.

    The split reads it from then on: whoever stood there stands at the next site.
    Raises RuleBroken("period_malformed" | "closure_source_missing" | "not_found").
    """
    check_period(first=first, last=last)
    if not source.strip():
        raise RuleBroken("closure_source_missing")
    if not current_scope().contains(area_code):
        raise RuleBroken("not_found")
    row = Closure.objects.create(
        area_code=area_code,
        kind=Kind(kind) if kind else "",
        first=first,
        last=last,
        why=why,
        source=source.strip(),
        actor=actor,
        at=at,
    )
    record("outreach.places.closed", actor=actor, at=at, case=str(row.uuid), kind=kind, why=str(why))
    return row


def keep_counts(people: Mapping[str, int], *, on: date) -> None:
    """Remember how many stand at each site of the scope, by its id, as a plan counted them on a day."""
    rows = list(Site.objects.only("pk", "uuid"))
    for row in rows:
        row.people, row.counted_on = people.get(str(row.uuid), 0), on
    Site.objects.bulk_update(rows, ["people", "counted_on"], batch_size=500)


@transaction.atomic
def open_places(*, closure: UUID, actor: str, at: datetime) -> Closure:
    """Take a closure back; it stays in the table. Raises RuleBroken("not_found")."""
    row = Closure.objects.select_for_update().filter(uuid=closure, withdrawn_at=None).first()
    if row is None:
        raise RuleBroken("not_found")
    row.withdrawn_by, row.withdrawn_at = actor, at
    row.save(update_fields=["withdrawn_by", "withdrawn_at"])
    record("outreach.places.opened", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def propose_figures(
    *, office: str, since: date, figures: PlanFigures, source: str, actor: str, at: datetime
) -> Figures:
    """Propose what plans of an office reckon with from a day on; a second officer decides.

    Raises RuleBroken("not_found" | "figures_source_missing").
    """
    if not current_scope().contains(office):
        raise RuleBroken("not_found")
    if not source.strip():
        raise RuleBroken("figures_source_missing")
    row = Figures.objects.create(
        area_code=office,
        since=since,
        values=vars(figures),
        source=source.strip(),
        proposed_by=actor,
        proposed_at=at,
    )
    record("outreach.figures.proposed", actor=actor, at=at, case=str(row.uuid))
    return row


@transaction.atomic
def decide_figures(*, figures: UUID, agree: bool, actor: str, at: datetime) -> Figures:
    """Let proposed figures hold, or not; never by whoever proposed them.

    Raises RuleBroken("not_found" | "figures_four_eyes" | "figures_day_taken").
    """
    row = Figures.objects.select_for_update().filter(uuid=figures, decided_by="").first()
    if row is None:
        raise RuleBroken("not_found")
    if row.proposed_by == actor:
        raise RuleBroken("figures_four_eyes")
    row.decided_by, row.decided_at, row.holds = actor, at, agree
    try:
        with transaction.atomic():
            row.save(update_fields=["decided_by", "decided_at", "holds"])
    except IntegrityError as error:
        raise RuleBroken("figures_day_taken") from error
    record("outreach.figures.decided", actor=actor, at=at, case=str(row.uuid), agree=agree)
    return row
