"""Reads of sites, closures and figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Max, Min, Q, QuerySet

from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import AreaCode, Level
from rekam.outreach.models import Visit
from rekam.outreach.queries import held
from rekam.outreach.sites.closures import Shut
from rekam.outreach.sites.models import Closure, Figures, Site
from rekam.outreach.sites.reckoning import PlanFigures
from rekam.outreach.sites.rules import TURNOUT, Kind, Turnout


def get_site(site: UUID, *, lock: bool = False) -> Site:
    """The site of the scope with that id. Raises RuleBroken("not_found")."""
    rows = Site.objects.select_for_update() if lock else Site.objects.all()
    found = rows.filter(uuid=site).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def sites(*, on: date, kind: str = "", kinds: Sequence[Kind] = ()) -> Sequence[Site]:
    """The sites of the scope that have not ended by a day, by kind and name; "" and () for all kinds."""
    rows = Site.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    wanted = [kind] if kind else list(kinds)
    return list((rows.filter(kind__in=wanted) if wanted else rows).order_by("kind", "name", "code"))


def counted_on(known: Sequence[Site]) -> date | None:
    """The day as of which the list of these sites shows their people; None = it counts them anew.

    In a province's installation splitting everybody takes seconds, so that the list tells what the last plan
    counted.
    """
    if AreaCode.parse(settings.REKAM_OFFICE_AREA).level > Level.PROVINSI:
        return None
    return max((site.counted_on for site in known if site.counted_on), default=None)


def find_own_school(username: str) -> Site | None:
    """The site whose list this officer may see as its head, if there is one in the scope."""
    return Site.objects.filter(head=username, ended_on=None).order_by("pk").first()


@dataclass(frozen=True)
class Visited:
    """The last visit to a site and the next one, as far as they are known."""

    last: date | None = None
    next: date | None = None


def visits_of(wanted: Sequence[Site], *, on: date) -> Mapping[str, Visited]:
    """When each of these sites was visited and will be, by id."""
    told = held().filter(site__in=wanted).values("site")
    dates = told.annotate(last=Max("on", filter=Q(on__lt=on)), next=Min("on", filter=Q(on__gte=on)))
    known = {row["site"]: Visited(row["last"], row["next"]) for row in dates}
    return {str(site.uuid): known.get(site.pk, Visited()) for site in wanted}


def turnout_of(site: Site) -> Turnout:
    """The share that is expected to come: the site's own figure, else its kind's."""
    if site.turnout is None:
        return TURNOUT[Kind(site.kind)]
    return Turnout(site.turnout / 100, "kantor")


def closures(*, since: date) -> Sequence[Closure]:
    """Closures of the office that end on a day or after it, the next first; those taken back are left out."""
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        return list(Closure.objects.filter(last__gte=since, withdrawn_at=None).order_by("first", "pk"))


def get_closure(closure: UUID) -> Closure:
    """A closure of the scope that stands. Raises RuleBroken("not_found")."""
    found = Closure.objects.filter(uuid=closure, withdrawn_at=None).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def visits_in(closure: Closure, *, since: date) -> QuerySet[Visit]:
    """Visits from a day on, at places of the kind and on the days of a closure, that are not called off."""
    inside = held().filter(Scope.of(closure.area_code).condition("area_code"), on__gte=since, reports=None)
    at_places = inside.filter(site__kind=closure.kind) if closure.kind else inside
    return at_places.filter(on__range=(closure.first, closure.last)).order_by("on", "pk")


def shut(*, since: date) -> Sequence[Shut]:
    """The same closures as the pure rules see them."""
    return [Shut(row.area_code, row.kind, row.first, row.last) for row in closures(since=since)]


def figures_on(*, office: str, on: date) -> PlanFigures:
    """What plans of an office reckon with on a day: the last ones that hold, else the ones that ship."""
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        row = Figures.objects.filter(area_code=office, holds=True, since__lte=on).order_by("-since").first()
    return PlanFigures(**row.values) if row else PlanFigures()


def proposed_figures() -> Sequence[Figures]:
    """Those that wait for a second officer, and those that held, the newest first."""
    return list(Figures.objects.order_by("-since", "-pk")[:20])
