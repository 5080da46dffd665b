"""Pages of loans: a province's offices with their stock, need and days; one loan and its debt."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.cards.allocation import loans, queries, reading
from rekam.cards.allocation.forms import LoanForm, StepForm
from rekam.cards.allocation.lending import FLOOR_DAYS, propose_loans
from rekam.cards.allocation.reading import LoanNow
from rekam.cards.allocation.rules import ANSWERS, LoanKind
from rekam.cards.allocation.words import BUTTONS, STEPS
from rekam.cards.blanks.queries import Site, site_name
from rekam.cards.orders.about import allowed
from rekam.kernel.database import current_scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import AreaCode, Level, children


@allow("cards.see_loans")
@require_http_methods(["GET", "HEAD", "POST"])
def loans_page(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    codes = queries.offices_with_ledger()
    known = [queries.standing_of(code, on=office_day(at), at=at) for code in codes]
    offices = [Site(code, site_name(code)) for code in codes]
    form = LoanForm(request.POST or None, offices=offices)
    if request.method == "POST" and form.is_valid():
        return _propose(request, form)
    rows = sorted(known, key=lambda one: (one.office.days, one.office.code))
    finite = [one.office.days for one in known if one.office.a_month]
    proposed = [
        (loan, site_name(loan.lender), site_name(loan.borrower))
        for loan in propose_loans(one.office for one in known)
    ]
    context = {
        "rows": [(one, site_name(one.office.code)) for one in rows],
        "most": max(finite, default=0),
        "stock": sum(one.office.stock for one in known),
        "need": sum(one.office.a_month for one in known),
        "waiting": sum(one.waiting for one in known),
        "absent": _absent(codes),
        "proposed": proposed,
        "floor": FLOOR_DAYS,
        "loans": [_told(one) for one in reading.loans()],
        "form": form,
        "may_propose": allowed(request, "cards.propose_loan") and len(codes) > 1,
        "at": at,
    }
    return render(request, "cards/allocation/loans.html", context, status=400 if form.errors else 200)


@allow("cards.propose_loan")
def _propose(request: HttpRequest, form: LoanForm) -> HttpResponse:
    row = loans.propose_loan(**form.cleaned_data, **who(request))
    messages.success(request, _("Pinjaman diusulkan; kedua kantor melihatnya dan memutus sendiri."))
    return redirect("cards:loan", row.uuid)


def _absent(codes: list[str]) -> list[str]:
    """The kabupaten/kota of the reader's province whose ledger is not in this database."""
    province = AreaCode.parse(settings.REKAM_OFFICE_AREA).at(Level.PROVINSI)
    parts = [area for area in children(province) if current_scope().contains(area.code.text)]
    return [site_name(area.code.text) for area in parts if area.code.text not in codes]


def _told(one: LoanNow) -> dict[str, object]:
    """One line of the list."""
    return {
        "now": one,
        "lender": site_name(one.row.area_code),
        "borrower": site_name(one.row.borrower),
        "sign": "bad" if one.standing.is_refused else "good" if one.standing.is_agreed else "wait",
        "word": _state(one),
    }


def _state(one: LoanNow) -> str:
    if one.standing.is_refused:
        return _("ditolak")
    if not one.standing.is_agreed:
        return _("menunggu jawaban")
    return _("lunas") if one.is_over else _("disetujui")


@allow("cards.see_loans")
@require_GET
def loan(request: HttpRequest, loan: UUID) -> HttpResponse:
    one = reading.get_loan(loan)
    side = one.side_of(_office_of(request))
    open_ = one.standing.open_to(side) if side else []
    forms = [
        (kind.value, BUTTONS[kind], _form(one, kind), kind in ANSWERS)
        for kind in open_
        if allowed(request, _permission(kind))
    ]
    context = {
        **_told(one),
        "steps": [(step, STEPS[LoanKind(step.kind)], site_name(step.area_code)) for step in one.steps],
        "names": named([one.row.actor, *(step.actor for step in one.steps)]),
        "forms": forms,
    }
    return render(request, "cards/allocation/loan.html", context)


def _form(one: LoanNow, kind: LoanKind) -> StepForm:
    most = 0 if kind in ANSWERS else one.standing.most(kind)
    return StepForm(initial={"kind": kind.value, "blanks": most}, auto_id=f"{kind.value}_%s")


@allow("cards.see_loans")
@require_POST
def step_loan(request: HttpRequest, loan: UUID) -> HttpResponse:
    reading.get_loan(loan)  # whoever may not see it learns nothing from what is refused
    form = StepForm(request.POST)
    if not form.is_valid() or form.cleaned_data["kind"] not in list(LoanKind):
        raise RuleBroken("loan_step_not_allowed")
    kind = LoanKind(form.cleaned_data["kind"])
    permission = _permission(kind)
    if not allowed(request, permission):
        raise RuleBroken("not_allowed", permission=permission)
    loans.step_loan(
        loan=loan,
        office=_office_of(request),
        kind=kind,
        blanks=form.cleaned_data["blanks"] or 0,
        note=form.cleaned_data["note"],
        **who(request),
    )
    messages.success(request, _("Dicatat."))
    return redirect("cards:loan", loan)


def _permission(kind: LoanKind) -> str:
    """Who answers for the office, and who moves its blanks."""
    return "cards.answer_loan" if kind in ANSWERS else "cards.receive_blanks"


def _office_of(request: HttpRequest) -> str:
    """The kabupaten/kota that the officer works at; "" for who sees more than one."""
    codes = [AreaCode.parse(area) for area in officer(request).areas if area != "*"]
    inside = [code.at(Level.KABUPATEN_KOTA).text for code in codes if code.level >= Level.KABUPATEN_KOTA]
    return inside[0] if inside else ""
