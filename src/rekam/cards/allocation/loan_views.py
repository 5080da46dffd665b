"""Pages of loans: a province's offices with their stock, need and days; one loan and its debt."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.accounts.queries import named
from rekam.cards import services
from rekam.cards.allocation import loan_reading, queries
from rekam.cards.allocation.forms import AnswerForm, LoanForm
from rekam.cards.allocation.lending import FLOOR_DAYS, Loan, propose_loans
from rekam.cards.allocation.loan_reading import LoanNow, StepNow
from rekam.cards.allocation.loan_rules import SENDS, LoanKind
from rekam.cards.allocation.words import SENDING, STEPS
from rekam.cards.blanks.queries import Site, site_name
from rekam.cards.blanks.shipments.forms import PackedForm
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
    wanted = propose_loans(one.office for one in known)
    form = LoanForm(request.POST or None, offices=offices, initial=_first(wanted))
    if request.method == "POST" and form.is_valid():
        return _propose(request, form)
    rows = sorted(known, key=lambda one: (one.office.days, one.office.code))
    finite = [one.office.days for one in known if one.office.a_month]
    proposed = [(loan, site_name(loan.lender), site_name(loan.borrower)) for loan in wanted]
    context = {
        "rows": [(one, site_name(one.office.code)) for one in rows],
        "most": max(finite, default=0),
        "stock": sum(one.office.stock for one in known),
        "need": sum(one.office.a_month for one in known),
        "waiting": sum(one.waiting for one in known),
        "absent": _absent(codes),
        "proposed": proposed,
        "floor": FLOOR_DAYS,
        "loans": [_told(one) for one in loan_reading.loans()],
        "form": form,
        "may_propose": allowed(request, "cards.propose_loan") and len(codes) > 1,
        "at": at,
    }
    return render(request, "cards/allocation/loans.html", context, status=400 if form.errors else 200)


def _first(wanted: Sequence[Loan]) -> dict[str, object]:
    """The form as the reckoning would fill it in."""
    return asdict(wanted[0]) if wanted else {}


@allow("cards.propose_loan")
def _propose(request: HttpRequest, form: LoanForm) -> HttpResponse:
    row = services.propose_loan(**form.cleaned_data, **who(request))
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
    return _("lunas") if one.standing.is_settled else _("disetujui")


@allow("cards.see_loans")
@require_GET
def loan(request: HttpRequest, loan: UUID) -> HttpResponse:
    return _page(request, loan)


def _page(request: HttpRequest, loan: UUID, *, form: PackedForm | None = None) -> HttpResponse:
    one = loan_reading.get_loan(loan)
    office = _office_of(request)
    side = one.side_of(office)
    sends = side and SENDS[side] in one.standing.open_to(side) and allowed(request, "cards.receive_blanks")
    context = {
        **_told(one),
        "steps": [_step(step, office=office) for step in one.steps],
        "names": named([one.row.actor, *(step.row.actor for step in one.steps)]),
        "answer": AnswerForm() if one.waits_for(office) and allowed(request, "cards.answer_loan") else None,
        "form": (form or PackedForm()) if sends else None,
        "button": SENDING[SENDS[side]] if side else "",
        "most": one.standing.most(side) if side else 0,
        "target": site_name(one.other(side)) if side else "",
        "may_see": allowed(request, "cards.see"),
    }
    status = 400 if form and form.errors else 200
    return render(request, "cards/allocation/loan.html", context, status=status)


def _step(step: StepNow, *, office: str) -> tuple[StepNow, object, str, bool]:
    """A line of the steps: what was done, by which office, and whether its number is hidden."""
    word = STEPS[LoanKind(step.row.kind)]
    return step, word, site_name(step.row.area_code), _is_blind(step, office=office)


def _is_blind(step: StepNow, *, office: str) -> bool:
    """Whether the reader's office still has to count this shipment, so that its number is not shown yet."""
    return step.row.other == office and step.progress is not None and not step.progress.is_answered


@allow("cards.answer_loan")
@require_POST
def answer_loan(request: HttpRequest, loan: UUID) -> HttpResponse:
    loan_reading.get_loan(loan)  # whoever may not see it learns nothing from what is refused
    accepts = request.POST.get("accepts")
    form = AnswerForm(request.POST)
    if accepts not in {"yes", "no"} or not form.is_valid():
        raise RuleBroken("loan_step_not_allowed")
    services.answer_loan(
        loan=loan,
        office=_office_of(request),
        accepts=accepts == "yes",
        note=form.cleaned_data["note"],
        **who(request),
    )
    messages.success(request, _("Jawaban kantor Anda dicatat."))
    return redirect("cards:loan", loan)


@allow("cards.receive_blanks")
@require_POST
def send_loan(request: HttpRequest, loan: UUID) -> HttpResponse:
    loan_reading.get_loan(loan)  # as above
    form = PackedForm(request.POST)
    if not form.is_valid():
        return _page(request, loan, form=form)
    step = services.send_for_loan(loan=loan, office=_office_of(request), **form.cleaned_data, **who(request))
    told = ngettext("%(n)s keping dikirim.", "%(n)s keping dikirim.", step.blanks)
    messages.success(request, told % {"n": step.blanks})
    return redirect("cards:loan", loan)


def _office_of(request: HttpRequest) -> str:
    """The kabupaten/kota that the officer works at; "" for who sees more than one."""
    codes = [AreaCode.parse(area) for area in officer(request).areas if area != "*"]
    inside = [code.at(Level.KABUPATEN_KOTA).text for code in codes if code.level >= Level.KABUPATEN_KOTA]
    return inside[0] if inside else ""
