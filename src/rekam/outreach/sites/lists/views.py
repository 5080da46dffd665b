"""A site's list of names: sent, looked at, taken over; a school's head sees class and name of the own one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, officer, who
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.outreach.sites import refusals as sites
from rekam.outreach.sites.lists import queries, refusals, services
from rekam.outreach.sites.lists.forms import ListForm
from rekam.outreach.sites.lists.models import NameList
from rekam.outreach.sites.lists.rules import Match, State
from rekam.outreach.sites.queries import find_own_school, get_site
from rekam.outreach.sites.tables import MOST_BYTES
from rekam.ui.forms import refuse

PER_PAGE = 50
# At a line of a file, where a NIK is not typed but read.
COLUMNS = {"full_name": "nama", "birth_date": "tanggal lahir", "nik": "NIK"}
SENTENCES = {**sites.SENTENCES, **refusals.SENTENCES}


@allow("outreach.see_lists")
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, site: UUID) -> HttpResponse:
    place = get_site(site)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["file"].read(MOST_BYTES + 1)
        try:
            made = services.read_list(
                site=place.uuid, content=content, today=office_day(timezone.now()), **who(request)
            )
            return redirect("outreach:list", made.uuid)
        except RuleBroken as broken:
            refuse(form, broken, sentences=SENTENCES, where="file")
    context = {"site": place, "form": form, "lists": queries.lists_of(place)}
    return render(request, "outreach/sites/send_list.html", context, status=400 if form.errors else 200)


@allow("outreach.see_lists")
@require_GET
def name_list(request: HttpRequest, name_list: UUID) -> HttpResponse:
    row = queries.get_list(name_list)
    page = Paginator(queries.unsure(row), PER_PAGE).get_page(request.GET.get("page"))
    known = queries.candidates(list(page))
    if known:
        show(
            request,
            "outreach.candidates.seen",
            people=sorted(known),
            purpose=Purpose.OUTREACH,
            case=str(row.uuid),
        )
    counts = queries.count_matches(row)
    context = {
        "row": row,
        "site": row.site,
        "is_draft": row.state == State.DRAFT,
        "found": counts[Match.FOUND],
        "unsure": counts[Match.UNSURE],
        "nobody": counts[Match.NOBODY],
        "names": [(one, [known[key] for key in one.candidates if key in known]) for one in page],
        "page": page,
        "rejects": _rejects(row),
    }
    return render(request, "outreach/sites/list_of_names.html", context)


def _rejects(row: NameList) -> list[tuple[int, str, object, str]]:
    """Line, column and why, with the code that stays the same."""
    told = {**SENTENCES, "nik_malformed": _("NIK terdiri dari 16 angka.")}
    return [(line, COLUMNS[column], told[code], code) for line, column, code in row.rejects]


@allow("outreach.see_lists")
@require_POST
def take(request: HttpRequest, name_list: UUID) -> HttpResponse:
    row = services.take_list(name_list=name_list, **who(request))
    messages.success(
        request, _("Daftar dipakai: orangnya dihitung di tempat ini, tidak lagi di kelurahannya.")
    )
    return redirect("outreach:list", row.uuid)


@allow("outreach.see_lists")
@require_POST
def drop(request: HttpRequest, name_list: UUID) -> HttpResponse:
    site = services.drop_list(name_list=name_list, **who(request))
    messages.success(request, _("Daftar dihapus; orangnya kembali dihitung di kelurahannya."))
    return redirect("outreach:site", site)


@allow("outreach.see_lists")
@require_POST
def choose(request: HttpRequest, name: UUID) -> HttpResponse:
    chosen = request.POST.get("resident", "")
    try:
        resident = UUID(chosen) if chosen else None
    except ValueError as error:
        raise RuleBroken("not_a_candidate") from error
    row = services.choose(name=name, resident=resident, **who(request))
    messages.success(request, _("Dicatat."))
    return redirect("outreach:list", row.name_list.uuid)


@allow("outreach.see_own_school")
@require_GET
def own_school(request: HttpRequest) -> HttpResponse:
    school = find_own_school(officer(request).username)
    if school is None:
        return render(request, "outreach/sites/own_school.html", {"site": None})
    found = queries.not_recorded(school)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    people = [str(one.resident) for one in page if one.resident]
    if people:
        show(request, "outreach.list.seen", people=people, purpose=Purpose.OUTREACH, case=str(school.uuid))
    context = {"site": school, "page": page, "today": office_day(timezone.now())}
    return render(request, "outreach/sites/own_school.html", context)
