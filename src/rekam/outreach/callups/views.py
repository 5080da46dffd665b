"""Lists of people to call: making, printing, sending."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import office_at
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day, public_address
from rekam.messages import services as sending
from rekam.messages.queries import about as sent_about
from rekam.messages.refusals import SENTENCES as ADDRESSES
from rekam.messages.rules import Channel, State
from rekam.messages.words import CHANNELS, STATES
from rekam.outreach.callups import papers, queries, refusals, services
from rekam.outreach.callups.forms import ListForm, SendForm
from rekam.outreach.callups.letters import letters_of
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.places import areas_of, schools_of
from rekam.outreach.callups.rules import For
from rekam.outreach.callups.seeing import shown
from rekam.outreach.callups.showing import in_words, look, named
from rekam.outreach.sites.queries import get_site
from rekam.ui.dates import long_date

PER_PAGE = 25
EXPECTED = 14  # days ahead


@allow("outreach.see_calls")
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.lists(), PER_PAGE).get_page(request.GET.get("page"))
    answered = queries.answered(list(page))
    account, today = officer(request), office_day(timezone.now())
    context = {
        "page": page,
        "rows": [(row, named(row), answered.get(row.pk, 0)) for row in page],
        "rounds": queries.rounds(),
        "cases": queries.open_cases().count() if allowed(account, "outreach.decide_call_cases") else 0,
        "may_make": allowed(account, "outreach.make_calls"),
        "may_draw": allowed(account, "outreach.draw_calls"),
        "sees_all": allowed(account, "outreach.see"),
        "today": today,
        "expected": sorted(queries.expected(since=today, until=today + timedelta(days=EXPECTED)).items()),
    }
    return render(request, "outreach/callups/lists.html", context)


@allow("outreach.make_calls")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    schools = schools_of(on=office_day(timezone.now()))
    form = ListForm(request.POST or None, areas=areas_of(account), schools=schools)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        recipient = For(told["recipient"])
        site = get_site(UUID(told["site"])) if recipient is For.SCHOOL and told["site"] else None
        try:
            made = services.make_list(
                recipient=recipient,
                area_code=site.area_code if site else told["area_code"],
                rw=told["rw"] if recipient in {For.RW, For.RT} else "",
                rt=told["rt"] if recipient is For.RT else "",
                site=site,
                **who(request),
            )
        except RuleBroken as broken:
            form.add_error(None, str(refusals.SENTENCES.get(broken.code, broken.code)))
        else:
            if made:
                messages.success(request, _("Daftar dibuat. Cetak, atau kirim tautannya."))
                return redirect("outreach:call_list", made[0].uuid)
            form.add_error(None, str(refusals.SENTENCES["call_list_empty"]))
    return render(request, "outreach/callups/add.html", {"form": form}, status=400 if form.errors else 200)


@allow("outreach.see_calls")
@require_GET
def show_list(request: HttpRequest, call_list: UUID) -> HttpResponse:
    return _list_page(request, queries.get_list(call_list), form=SendForm())


def _list_page(request: HttpRequest, row: CallList, *, form: SendForm) -> HttpResponse:
    page = Paginator(queries.people_of(row), PER_PAGE).get_page(request.GET.get("page"))
    people = shown(list(page), today=office_day(timezone.now()))
    show(request, "outreach.calls.seen", **look(row, people=people))
    account = officer(request)
    context = {
        "row": row,
        "name": named(row),
        "page": page,
        "people": [in_words(one) for one in people],
        "form": form,
        "sends": [
            (one, CHANNELS[Channel(one.channel)], STATES[State(one.state)])
            for one in sent_about(row.uuid.hex)
        ],
        "is_school": row.recipient == For.SCHOOL,
        "is_open": row.expires_on >= office_day(timezone.now()),
        "may_make": allowed(account, "outreach.make_calls"),
        "may_key": allowed(account, "outreach.key_in_calls"),
    }
    return render(request, "outreach/callups/list.html", context, status=400 if form.errors else 200)


@allow("outreach.make_calls")
@require_POST
def paper(request: HttpRequest, call_list: UUID) -> HttpResponse:
    row, at = queries.get_list(call_list), timezone.now()
    people = shown(list(queries.people_of(row)), today=office_day(at))
    show(request, "outreach.calls.printed", **look(row, people=people))
    drawn = papers.list_pdf(row, people=people, page=public_page(request), at=at)
    return pdf(drawn, name=f"daftar-{str(row.uuid)[:8]}.pdf")


@allow("outreach.make_calls")
@require_POST
def letters(request: HttpRequest, call_list: UUID) -> HttpResponse:
    row, at = queries.get_list(call_list), timezone.now()
    people = shown(list(queries.people_of(row)), today=office_day(at))
    show(request, "outreach.calls.lettered", **look(row, people=people))
    made = services.make_letters(row, **who(request))
    drawn = letters_of(row, made, on=office_day(at))
    if not drawn:
        raise RuleBroken("call_list_empty")
    return pdf(
        papers.letters_pdf(row, letters=drawn, page=public_page(request), at=at),
        name=f"surat-{str(row.uuid)[:8]}.pdf",
    )


@allow("outreach.make_calls")
@require_POST
def send_link(request: HttpRequest, call_list: UUID) -> HttpResponse:
    row, form, at = queries.get_list(call_list), SendForm(request.POST), timezone.now()
    if not form.is_valid():
        return _list_page(request, row, form=form)
    try:
        to = sending.to(sending.Channel(form.cleaned_data["channel"]), form.cleaned_data["address"])
    except RuleBroken as broken:
        form.add_error("address", str(ADDRESSES[broken.code]))
        return _list_page(request, row, form=form)
    sent = sending.send(
        to=to,
        template=sending.Template.CALL_LIST,
        facts=_facts(request, row),
        key=f"{row.uuid.hex}-{at:%Y%m%d%H%M}",
        area_code=row.area_code,
        at=at,
    )
    record("outreach.calls.sent", **who(request), case=str(row.uuid), channel=to.channel, state=sent.state)
    if sent.ended_at is None:
        messages.success(request, _("Tautan dikirim; nomornya tidak disimpan."))
    else:
        messages.error(request, _("Tautan tidak dikirim; sebabnya ada di halaman Pesan keluar."))
    return redirect("outreach:call_list", row.uuid)


def _facts(request: HttpRequest, row: CallList) -> dict[str, str]:
    return {
        "office": (office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil")[:40],
        "people": str(row.people.count()),
        "place": named(row),
        "until": long_date(row.expires_on),
        "link": f"{public_page(request)}?kode={services.code_of(row.uuid)}",
    }


def public_page(request: HttpRequest) -> str:
    """The whole address of the page that codes open: REKAM_PUBLIC_URL, else the one this request came by."""
    path = reverse("calls:enter")
    return public_address(path, asked=request.build_absolute_uri(path))


def pdf(content: bytes, *, name: str) -> HttpResponse:
    """A paper, shown and not kept by the browser."""
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
