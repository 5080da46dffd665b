"""Sites: the list with people not recorded, one site, adding and changing it."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.outreach.results.learning import turnout_at
from rekam.outreach.sites import queries, services
from rekam.outreach.sites.forms import AddForm, SiteForm
from rekam.outreach.sites.lists.queries import lists_of
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.people import stand
from rekam.outreach.sites.places import villages_of
from rekam.outreach.sites.queries import Visited
from rekam.outreach.sites.refusals import SENTENCES
from rekam.outreach.sites.rules import CLOSES, NOBODYS, OPENS, WORKDAYS, Kind, Signal
from rekam.outreach.sites.words import GROUPS, KINDS, SIGNALS, WEEKDAYS
from rekam.ui.forms import refuse

PER_PAGE = 50


@allow("outreach.see_sites")
@require_GET
def sites(request: HttpRequest) -> HttpResponse:
    today = office_day(timezone.now())
    services.make_villages(office=settings.REKAM_OFFICE_AREA, **who(request))
    known = queries.sites(on=today)
    counted_on = None if "hitung" in request.GET else queries.counted_on(known)
    counts = {str(site.uuid): site.people for site in known} if counted_on else stand(on=today).counts
    by_kind = Counter(site.kind for site in known)
    people = Counter[str]()
    for site in known:
        people[site.kind] += counts.get(str(site.uuid), 0)
    kind = request.GET.get("jenis", "")
    wanted = [site for site in known if not kind or site.kind == kind]
    wanted.sort(key=lambda site: (-counts.get(str(site.uuid), 0), site.name, site.code))
    page = Paginator(wanted, PER_PAGE).get_page(request.GET.get("page"))
    visited = queries.visits_of(list(page), on=today)
    context = {
        "rows": [_row(site, people=counts, visited=visited) for site in page],
        "page": page,
        "kinds": [(one.value, KINDS[one], by_kind[one], people[one]) for one in Kind if by_kind[one]],
        "kind": kind,
        "all_people": people.total(),
        "most": max(counts.values(), default=0),
        "today": today,
        "counted_on": counted_on,
        "form": AddForm(),
        "may_keep": allowed(officer(request), "outreach.keep_sites"),
        "may_see_plan": allowed(officer(request), "outreach.see"),
        "may_ask": allowed(officer(request), "outreach.ask_home_visit"),
    }
    return render(request, "outreach/sites/list.html", context)


def _row(site: Site, *, people: Mapping[str, int], visited: Mapping[str, Visited]) -> dict[str, object]:
    key = str(site.uuid)
    return {
        "site": site,
        "kind": KINDS[Kind(site.kind)],
        "area": area_name(site.area_code),
        "people": None if site.kind in NOBODYS else people.get(key, 0),
        "visited": visited[key],
    }


@allow("outreach.see_sites")
@require_GET
def site(request: HttpRequest, site: UUID) -> HttpResponse:
    row, today = queries.get_site(site), office_day(timezone.now())
    account = officer(request)
    in_office = allowed(account, "outreach.see")
    standing, guess = stand(on=today), queries.turnout_of(row)
    turnout = turnout_at(row, among=list(standing.sites.values()))
    groups = standing.groups(str(row.uuid))
    context = {
        **_row(row, people=standing.counts, visited=queries.visits_of([row], on=today)),
        "groups": [(word, groups.get(group, 0)) for group, word in GROUPS.items()],
        "turnout": turnout,
        "turnout_percent": round(100 * turnout.share),
        "guess": guess,
        "turnout_nearby": round(100 * turnout.share) != round(100 * guess.share),
        "weekdays": [WEEKDAYS[day] for day in row.weekdays],
        "signal": SIGNALS[Signal(row.signal)],
        "shares": [(area_name(share[0]), *share[1:]) for share in row.shares],
        "lists": lists_of(row) if in_office else [],
        "in_office": in_office,
        "may_keep": allowed(account, "outreach.keep_sites"),
        "may_see_lists": allowed(account, "outreach.see_lists") and row.kind not in NOBODYS,
        "may_end": row.kind not in {Kind.VILLAGE, Kind.OFFICE, Kind.HOMES},
        "today": today,
    }
    return render(request, "outreach/sites/site.html", context)


@allow("outreach.keep_sites")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    if kind not in list(Kind):
        raise RuleBroken("not_found")
    fresh = Site(kind=Kind(kind), weekdays=list(WORKDAYS), opens=OPENS, closes=CLOSES)
    return _keep(request, fresh)


@allow("outreach.keep_sites")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, site: UUID) -> HttpResponse:
    return _keep(request, queries.get_site(site))


def _keep(request: HttpRequest, row: Site) -> HttpResponse:
    villages = villages_of(officer(request))
    form = SiteForm(request.POST or None, site=row, villages=villages)
    if request.method == "POST" and form.is_valid():
        values = form.values() | ({} if row.pk else {"kind": row.kind})
        try:
            kept = services.keep_site(site=row.uuid if row.pk else None, **values, **who(request))
        except RuleBroken as broken:
            refuse(form, broken, sentences=SENTENCES, where=_FIELDS.get(broken.code))
        else:
            messages.success(request, _("Tempat disimpan."))
            return redirect("outreach:site", kept.uuid)
    context = {"form": form, "row": row, "kind": KINDS[Kind(row.kind)]}
    return render(request, "outreach/sites/keep.html", context, status=400 if form.errors else 200)


_FIELDS = {
    "npsn_malformed": "code",
    "site_code_malformed": "code",
    "site_code_known": "code",
    "site_never_open": "weekdays",
    "site_hours": "closes",
    "share_malformed": "share_percent",
}


@allow("outreach.keep_sites")
@require_POST
def end(request: HttpRequest, site: UUID) -> HttpResponse:
    on = office_day(timezone.now())
    services.end_site(site=site, on=on, **who(request))
    messages.success(request, _("Tempat diakhiri; orangnya kembali dihitung di kelurahannya."))
    return redirect("outreach:sites")
