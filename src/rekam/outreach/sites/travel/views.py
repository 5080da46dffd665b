"""Travel times: the office's links, in and out as a table, and the timetable of boats."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.sheet import Separator, Sheet, to_csv
from rekam.kernel.workbook import to_xlsx
from rekam.outreach.sites import refusals as of_sites
from rekam.outreach.sites.models import Site
from rekam.outreach.sites.queries import figures_on, get_site, sites
from rekam.outreach.sites.tables import MOST_BYTES
from rekam.outreach.sites.travel import queries, refusals, services
from rekam.outreach.sites.travel.forms import BetweenForm, BoatForm, LinkForm, LinksFileForm
from rekam.outreach.sites.travel.models import Boat, Link
from rekam.outreach.sites.travel.rules import Mode, Season
from rekam.outreach.sites.words import MODES, WEEKDAYS
from rekam.ui.files import saved
from rekam.ui.forms import refuse

PER_PAGE = 50
SHOWN_WRONG = 20
SENTENCES = {**of_sites.SENTENCES, **refusals.SENTENCES}


@allow("outreach.see")
@require_GET
def travel(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, *, status: int = 200, **forms: object) -> HttpResponse:
    today = office_day(timezone.now())
    known = sites(on=today)
    page = Paginator(queries.links(), PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "rows": [(link, MODES[Mode(link.mode)], _months(link)) for link in page],
        "page": page,
        "boats": [(boat, _days(boat), _months(boat)) for boat in queries.boats()],
        "figures": figures_on(office=settings.REKAM_OFFICE_AREA, on=today),
        "may_keep": allowed(officer(request), "outreach.keep_sites"),
        "link_form": LinkForm(sites=known, auto_id="link_%s"),
        "boat_form": BoatForm(sites=known, auto_id="boat_%s"),
        "file_form": LinksFileForm(),
    }
    return render(request, "outreach/sites/travel.html", context | forms, status=status)


def _months(row: Link | Boat) -> str:
    if (row.first_month, row.last_month) == (1, 12):
        return _("sepanjang tahun")
    return _("bulan %(first)s sampai %(last)s") % {"first": row.first_month, "last": row.last_month}


def _days(boat: Boat) -> str:
    return ", ".join(str(WEEKDAYS[day]) for day in boat.weekdays)


@allow("outreach.keep_sites")
@require_POST
def keep_link(request: HttpRequest) -> HttpResponse:
    form = LinkForm(request.POST, sites=sites(on=office_day(timezone.now())), auto_id="link_%s")
    if form.is_valid():
        try:
            services.keep_link(**_ends(form), mode=Mode(form.cleaned_data["mode"]), **who(request))
        except RuleBroken as broken:
            refuse(form, broken, sentences=SENTENCES)
        else:
            messages.success(request, _("Lama perjalanan disimpan."))
            return redirect("outreach:travel")
    return _page(request, status=400, link_form=form)


@allow("outreach.keep_sites")
@require_POST
def keep_boat(request: HttpRequest) -> HttpResponse:
    form = BoatForm(request.POST, sites=sites(on=office_day(timezone.now())), auto_id="boat_%s")
    if form.is_valid():
        told = form.cleaned_data
        try:
            services.keep_boat(
                **_ends(form), departs=told["departs"], weekdays=told["weekdays"], **who(request)
            )
        except RuleBroken as broken:
            refuse(form, broken, sentences=SENTENCES)
        else:
            messages.success(request, _("Jadwal kapal disimpan; ingat jadwal pulangnya."))
            return redirect("outreach:travel")
    return _page(request, status=400, boat_form=form)


def _ends(form: BetweenForm) -> dict[str, Any]:
    told = form.cleaned_data

    def named(field: str) -> Site:
        return get_site(UUID(told[field]))

    return {
        "start": named("start"),
        "end": named("end"),
        "minutes": told["minutes"],
        "season": Season(told["first_month"], told["last_month"]),
    }


@allow("outreach.keep_sites")
@require_POST
def read_links(request: HttpRequest) -> HttpResponse:
    form = LinksFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, status=400, file_form=form)
    content = form.cleaned_data["file"].read(MOST_BYTES + 1)
    try:
        taken, wrong = services.read_links(content=content, **who(request))
    except RuleBroken as broken:
        refuse(form, broken, sentences=SENTENCES, where="file")
        return _page(request, status=400, file_form=form)
    messages.success(
        request, _("%(taken)s baris disimpan, %(wrong)s ditolak.") % {"taken": taken, "wrong": len(wrong)}
    )
    told = [(one.line, SENTENCES[one.code], one.code) for one in wrong[:SHOWN_WRONG]]
    return _page(request, wrong=told) if wrong else redirect("outreach:travel")


@allow("outreach.see")
@require_GET
def links_file(request: HttpRequest) -> HttpResponse:
    columns = [words[0] for words in services.COLUMNS.values()]
    names = {mode: word for word, mode in services.MODES.items() if word in {"jalan", "kapal", "kaki"}}
    rows = [
        (link.start.code, link.end.code, link.minutes, names[Mode(link.mode)], *_season(link))
        for link in queries.links()
    ]
    if request.GET.get("bentuk") == "xlsx":
        return saved(to_xlsx(columns=columns, rows=rows), name="perjalanan.xlsx")
    texts = tuple(tuple(map(str, row)) for row in rows)
    sheet = Sheet(above=(), columns=tuple(columns), rows=texts, below=())
    return saved(to_csv(sheet, separator=Separator.SEMICOLON), name="perjalanan.csv")


def _season(link: Link) -> tuple[int, int]:
    return link.first_month, link.last_month


@allow("outreach.keep_sites")
@require_POST
def drop_link(request: HttpRequest, link: UUID) -> HttpResponse:
    services.drop_link(link=link, **who(request))
    messages.success(request, _("Dicabut; taksiran garis lurus berlaku lagi."))
    return redirect("outreach:travel")


@allow("outreach.keep_sites")
@require_POST
def drop_boat(request: HttpRequest, boat: UUID) -> HttpResponse:
    services.drop_boat(boat=boat, **who(request))
    messages.success(request, _("Kapal dicabut dari jadwal."))
    return redirect("outreach:travel")
