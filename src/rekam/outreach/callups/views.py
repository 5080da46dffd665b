"""Lists of people to call: making, printing, sending, keying in what came back; and the cases from it."""

import os
from datetime import datetime
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
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.messages import services as sending
from rekam.messages.refusals import SENTENCES as ADDRESSES
from rekam.outreach.callups import papers, queries, refusals, services
from rekam.outreach.callups.forms import ListForm, SendForm
from rekam.outreach.callups.letters import letters_of
from rekam.outreach.callups.models import Called, CallList
from rekam.outreach.callups.places import areas_of, schools_of
from rekam.outreach.callups.rules import KEY_OF, For, Outcome, Source, Told, read_keys
from rekam.outreach.callups.showing import named
from rekam.outreach.callups.words import BECAME, OUTCOMES
from rekam.outreach.sites.queries import get_site
from rekam.ui.dates import long_date

PER_PAGE = 25


@allow("outreach.see_calls")
@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.lists(), PER_PAGE).get_page(request.GET.get("page"))
    answered = queries.answered(list(page))
    account = officer(request)
    context = {
        "page": page,
        "rows": [(row, named(row), answered.get(row.pk, 0)) for row in page],
        "rounds": queries.rounds(),
        "cases": queries.open_cases().count() if allowed(account, "outreach.decide_call_cases") else 0,
        "may_make": allowed(account, "outreach.make_calls"),
        "may_draw": allowed(account, "outreach.draw_calls"),
        "sees_all": allowed(account, "outreach.see"),
        "today": office_day(timezone.now()),
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
    people = _looked(request, row, list(page))
    account = officer(request)
    context = {
        "row": row,
        "name": named(row),
        "page": page,
        "people": [_told(one) for one in people],
        "form": form,
        "is_school": row.recipient == For.SCHOOL,
        "is_open": row.expires_on >= office_day(timezone.now()),
        "may_make": allowed(account, "outreach.make_calls"),
        "may_key": allowed(account, "outreach.key_in_calls"),
    }
    return render(request, "outreach/callups/list.html", context, status=400 if form.errors else 200)


def _looked(
    request: HttpRequest, row: CallList, lines: list[Called], *, action: str = ""
) -> list[queries.Person]:
    """These lines as far as the officer's own areas reach; the look is counted and written down."""
    people = list(queries.shown(lines))
    ids = [str(one.called.resident) for one in people]
    show(request, action or "outreach.calls.seen", people=ids, purpose=Purpose.OUTREACH, case=str(row.uuid))
    return people


def _told(one: queries.Person) -> tuple[queries.Person, object, tuple[str, object]]:
    outcome = OUTCOMES[Outcome(one.answer.outcome)] if one.answer else ""
    return one, outcome, BECAME[one.became]


@allow("outreach.make_calls")
@require_POST
def paper(request: HttpRequest, call_list: UUID) -> HttpResponse:
    row = queries.get_list(call_list)
    people = _looked(request, row, list(queries.people_of(row)), action="outreach.calls.printed")
    drawn = papers.list_pdf(row, people=people, page=public_page(request), at=timezone.now())
    return _pdf(drawn, name=f"daftar-{str(row.uuid)[:8]}.pdf")


@allow("outreach.make_calls")
@require_POST
def letters(request: HttpRequest, call_list: UUID) -> HttpResponse:
    row, at = queries.get_list(call_list), timezone.now()
    _looked(request, row, list(queries.people_of(row)), action="outreach.calls.lettered")
    made = services.make_letters(row, **who(request))
    drawn = letters_of(row, made, on=office_day(at))
    if not drawn:
        raise RuleBroken("call_list_empty")
    return _pdf(
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
        messages.error(request, _("Tautan tidak dikirim; sebabnya ada di halaman Pesan."))
    return redirect("outreach:call_list", row.uuid)


def _facts(request: HttpRequest, row: CallList) -> dict[str, str]:
    return {
        "office": (office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil")[:40],
        "people": str(row.people.count()),
        "place": named(row),
        "until": long_date(row.expires_on),
        "link": f"{public_page(request)}?kode={services.code_of(row.uuid)}",
    }


@allow("outreach.key_in_calls")
@require_http_methods(["GET", "HEAD", "POST"])
def key_in(request: HttpRequest, call_list: UUID) -> HttpResponse:
    """What came back on paper: one line a person, all by the number pad."""
    row, now = queries.get_list(call_list), timezone.now()
    page = Paginator(queries.people_of(row), PER_PAGE).get_page(request.GET.get("page"))
    people = _looked(request, row, list(page))
    typed = {one.called.number: request.POST.get(f"line-{one.called.number}", "") for one in people}
    told, wrong = _read(typed, at=now) if request.method == "POST" else ({}, {})
    if request.method == "POST" and not wrong:
        kept = services.answer(row, told=told, source=Source.PAPER, **who(request))
        messages.success(request, _("%(count)s jawaban dicatat.") % {"count": len(kept)})
        more = f"?page={page.next_page_number()}" if page.has_next() else ""
        back = "outreach:key_in" if more else "outreach:call_list"
        return redirect(reverse(back, args=[row.uuid]) + more)
    context = {
        "row": row,
        "name": named(row),
        "page": page,
        "lines": [(*_told(one), typed[one.called.number], wrong.get(one.called.number)) for one in people],
        "keys": [(KEY_OF[one], OUTCOMES[one]) for one in Outcome],
        "wrong": len(wrong),
    }
    return render(request, "outreach/callups/key_in.html", context, status=400 if wrong else 200)


def _read(typed: dict[int, str], *, at: datetime) -> tuple[dict[int, Told], dict[int, str]]:
    """Answers by line, and what is wrong with the others."""
    told, wrong = {}, {}
    for number, text in typed.items():
        try:
            one = read_keys(text, today=office_day(at))
        except RuleBroken as broken:
            wrong[number] = str(refusals.SENTENCES[broken.code])
        else:
            if one is not None:
                told[number] = one
    return told, wrong


@allow("outreach.decide_call_cases")
@require_GET
def cases(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.open_cases(), PER_PAGE).get_page(request.GET.get("page"))
    people = queries.people_of_cases(list(page))
    ids = [str(one) for one in people]
    show(request, "outreach.calls.cases_seen", people=ids, purpose=Purpose.OUTREACH, case="call_cases")
    context = {
        "page": page,
        "rows": [
            (one, people[one.resident], OUTCOMES[Outcome(one.answer.outcome)], queries.find_entry(one))
            for one in page
            if one.resident in people
        ],
    }
    return render(request, "outreach/callups/cases.html", context)


@allow("outreach.decide_call_cases")
@require_POST
def decide_case(request: HttpRequest, call_case: UUID) -> HttpResponse:
    if request.POST.get("what") == "entered":
        services.link_entry(case=call_case, **who(request))
    else:
        services.end_case(case=call_case, why=request.POST.get("why", ""), **who(request))
    messages.success(request, _("Dicatat."))
    return redirect("outreach:call_cases")


def public_page(request: HttpRequest) -> str:
    """The whole address of the page that codes open: REKAM_PUBLIC_URL, else the one this request came by."""
    address = os.environ.get("REKAM_PUBLIC_URL", "").rstrip("/")
    path = reverse("calls:enter")
    return f"{address}{path}" if address else request.build_absolute_uri(path)


def _pdf(content: bytes, *, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
