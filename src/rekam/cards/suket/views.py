"""Pages of letters in place of a card, and the page on which anybody checks one."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import address_of, allow, officer, who
from rekam.accounts.queries import named
from rekam.audit.rules import Purpose
from rekam.cards import queries, services
from rekam.cards.finding import HolderForm, find_asked
from rekam.cards.forms import ReasonForm
from rekam.cards.orders.about import allowed
from rekam.cards.suket import checking, listing
from rekam.cards.suket import paper as papers
from rekam.cards.suket.forms import CheckForm, ReplaceForm
from rekam.cards.suket.rules import Withdrawal
from rekam.cards.suket.words import CODES, STANDINGS, WITHDRAWN_FOR
from rekam.enrolment import queries as enrolment
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.registry import queries as registry
from rekam.ui.files import opened

A_PAGE = 50


@allow("cards.see")
@require_http_methods(["GET", "POST"])
def sukets(request: HttpRequest) -> HttpResponse:
    form = HolderForm(request.POST or None)
    record = find_asked(request, form)
    if record is not None:
        return redirect("cards:suket_of", record)
    today = office_day(timezone.now())
    page = Paginator(queries.open_sukets(), A_PAGE).get_page(request.GET.get("page"))
    lines = listing.lines(list(page), on=today)
    people = [str(line.suket.resident) for line in lines]
    show(request, "cards.sukets.seen", people=people, purpose=Purpose.CARD)
    context = {
        "form": form,
        "page": page,
        "lines": lines,
        "printable": queries.count_printable(),
        "at": timezone.now(),
    }
    return render(request, "cards/suket/sukets.html", context, status=400 if form.errors else 200)


@allow("cards.see")
@require_GET
def suket_of(request: HttpRequest, record: UUID) -> HttpResponse:
    return _page(request, record)


def _page(
    request: HttpRequest,
    record: UUID,
    *,
    replacing: ReplaceForm | None = None,
    reason: ReasonForm | None = None,
) -> HttpResponse:
    recording = enrolment.get_record(record)
    if recording.resident is None:
        raise RuleBroken("record_without_resident")
    holder, today = registry.get_resident(recording.resident), office_day(timezone.now())
    kept = queries.sukets_of(record)
    now = next((one for one in kept if one.withdrawn_at is None), None)
    beside = [str(record), *(str(one.uuid) for one in kept)]
    people = [str(holder.uuid)]
    show(request, "cards.suket.seen", people=people, beside=beside, purpose=Purpose.CARD, case=str(record))
    ended = [one for one in kept if one.withdrawn_at is not None]
    context = {
        "record": recording,
        "holder": holder,
        "now": now,
        "standing": STANDINGS[listing.standing_of(now, on=today)] if now else None,
        "history": [(one, WITHDRAWN_FOR[Withdrawal(one.withdrawn_for)]) for one in ended],
        "names": named(name for one in kept for name in (one.issued_by, one.withdrawn_by)),
        **_what_may_be_done(request, record, has_one=now is not None),
        "replacing": replacing or ReplaceForm(),
        "reason": reason or ReasonForm(),
    }
    wrong = (replacing and replacing.errors) or (reason and reason.errors)
    return render(request, "cards/suket/suket.html", context, status=400 if wrong else 200)


def _what_may_be_done(request: HttpRequest, record: UUID, *, has_one: bool) -> dict[str, object]:
    code, issues = queries.code_now(record), allowed(request, "cards.issue_suket")
    return {
        "code": code,
        "meaning": CODES[code] if code else "",
        "may_issue": issues and code is not None and not has_one,
        "may_replace": issues and has_one,
        "may_print": issues and has_one,
        "may_withdraw": has_one and allowed(request, "cards.withdraw_suket"),
    }


@allow("cards.issue_suket")
@require_POST
def issue(request: HttpRequest, record: UUID) -> HttpResponse:
    services.issue_suket(record=record, site=queries.own_site(officer(request).areas), **who(request))
    messages.success(request, _("Suket diterbitkan. Cetak, minta tanda tangan, lalu serahkan."))
    return redirect("cards:suket_of", record)


@allow("cards.issue_suket")
@require_POST
def replace(request: HttpRequest, suket: UUID) -> HttpResponse:
    row, form = queries.get_suket(suket), ReplaceForm(request.POST)
    if not form.is_valid():
        return _page(request, row.record, replacing=form)
    why, site = Withdrawal(form.cleaned_data["why"]), queries.own_site(officer(request).areas)
    services.replace_suket(suket=suket, why=why, site=site, **who(request))
    messages.success(request, _("Suket baru diterbitkan; yang lama tidak berlaku lagi."))
    return redirect("cards:suket_of", row.record)


@allow("cards.withdraw_suket")
@require_POST
def withdraw(request: HttpRequest, suket: UUID) -> HttpResponse:
    row, form = queries.get_suket(suket), ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, row.record, reason=form)
    services.withdraw_suket(suket=suket, reason=form.cleaned_data["reason"], **who(request))
    messages.success(request, _("Suket dicabut."))
    return redirect("cards:suket_of", row.record)


@allow("cards.issue_suket")
@require_GET
@cache_control(no_store=True, private=True)
def paper(request: HttpRequest, suket: UUID) -> HttpResponse:
    row = queries.get_suket(suket)
    beside = [str(row.uuid), str(row.record)]
    people = [str(row.resident)]
    show(request, "cards.suket.drawn", people=people, beside=beside, purpose=Purpose.CARD, case=str(row.uuid))
    drawn = papers.pdf(
        row, page=request.build_absolute_uri(reverse("cards:check_suket")), specimen=settings.REKAM_DEMO
    )
    return opened(drawn, name=f"suket-{row.uuid.hex[:8]}.pdf")


@require_GET
@cache_control(no_store=True, private=True)
def check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.GET if "kode" in request.GET else None)
    found = None
    asked = form.is_bound and form.is_valid()
    if asked:
        found = checking.check(form.cleaned_data["kode"], address=address_of(request), at=timezone.now())
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "standing": STANDINGS[found.standing] if found else None,
    }
    return render(request, "cards/suket/check.html", context, status=400 if form.errors else 200)
