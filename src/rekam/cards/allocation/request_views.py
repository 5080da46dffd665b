"""Pages of requests to the centre: the list, one with its steps, the letter."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import allow, who
from rekam.accounts.queries import named
from rekam.cards.allocation import paper, queries, reading, requesting
from rekam.cards.allocation.forms import AllotmentForm, CollectionForm, DeliveryForm, RequestForm
from rekam.cards.allocation.models import BlankRequest
from rekam.cards.allocation.refusals import SENTENCES
from rekam.cards.allocation.rules import RequestState
from rekam.cards.allocation.turns import office_here
from rekam.cards.allocation.words import NEXT, REQUESTS
from rekam.cards.orders.about import allowed
from rekam.cards.orders.words import PRIORITIES
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.ui.files import opened
from rekam.ui.templatetags.rekam import jumlah

A_PAGE = 20


@allow("cards.see")
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: HttpRequest) -> HttpResponse:
    form = RequestForm(request.POST or None)
    may_ask = allowed(request, "cards.allocate")
    if request.method == "POST" and form.is_valid():
        try:
            return _ask(request, form)
        except RuleBroken as broken:
            if broken.code != "request_not_needed":
                raise
            form.add_error("months", str(SENTENCES[broken.code]))
    office, at = office_here(), timezone.now()
    page = Paginator(reading.requests(), A_PAGE).get_page(request.GET.get("page"))
    told = queries.asked(office, months=1, coming=reading.coming(office), on=office_day(at), at=at)
    context = {
        "page": page,
        "rows": [(row, *REQUESTS[reading.state_of(row)], NEXT[reading.state_of(row)]) for row in page],
        "open": sum(reading.state_of(row) in OPEN for row in reading.requests()),
        "asked": told,
        "form": form,
        "may_ask": may_ask,
        "at": at,
    }
    return render(request, "cards/allocation/requests.html", context, status=400 if form.errors else 200)


OPEN = {RequestState.ASKED, RequestState.ALLOTTED, RequestState.COLLECTED}


@allow("cards.allocate")
def _ask(request: HttpRequest, form: RequestForm) -> HttpResponse:
    told = form.cleaned_data
    row = requesting.request_blanks(
        office=office_here(), letter=told["letter"], months=told["months"], **who(request)
    )
    messages.success(request, _("Surat permintaan dibuat. Cetak, tanda tangani, kirim ke Ditjen Dukcapil."))
    return redirect("cards:request", row.uuid)


@allow("cards.see")
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest, request_id: UUID) -> HttpResponse:
    row = reading.get_request(request_id)
    state = reading.state_of(row)
    form = _form(row, state=state, data=request.POST or None)
    if request.method == "POST" and form is not None and form.is_valid():
        return _note(request, row, state=state, told=form.cleaned_data)
    asked = reading.lines_of_request(row)
    sign, word = REQUESTS[state]
    context = {
        "row": row,
        "asked": asked,
        "groups": [
            (PRIORITIES[group], asked.waiting.get(group, 0), asked.monthly.get(group, 0))
            for group in PRIORITIES
        ],
        "sign": sign,
        "word": word,
        "next": NEXT[state],
        "state": state.value,
        "names": named([row.actor, row.collected_by]),
        "form": form if allowed(request, "cards.allocate") else None,
    }
    wrong = form is not None and form.errors
    return render(request, "cards/allocation/request.html", context, status=400 if wrong else 200)


def _form(row: BlankRequest, *, state: RequestState, data: object) -> forms.Form | None:
    """What can be noted next."""
    initial = {"on": office_day(timezone.now())}
    if state is RequestState.ASKED:
        return AllotmentForm(data, initial=initial)  # type: ignore[arg-type]
    if state is RequestState.ALLOTTED:
        return CollectionForm(data, initial=initial)  # type: ignore[arg-type]
    if state is RequestState.COLLECTED:
        known = reading.free_deliveries(row.area_code)
        letters = [(one.letter, f"{one.letter} · {jumlah(one.count)}") for one in known]
        return DeliveryForm(data, letters=letters)
    return None


@allow("cards.allocate")
def _note(
    request: HttpRequest, row: BlankRequest, *, state: RequestState, told: dict[str, object]
) -> HttpResponse:
    if state is RequestState.ASKED:
        requesting.note_allotment(request=row.uuid, **told, **who(request))  # type: ignore[arg-type]
    elif state is RequestState.ALLOTTED:
        requesting.note_collection(request=row.uuid, **told, **who(request))  # type: ignore[arg-type]
    else:
        requesting.note_delivery(request=row.uuid, **told, **who(request))  # type: ignore[arg-type]
    messages.success(request, _("Dicatat."))
    return redirect("cards:request", row.uuid)


@allow("cards.see")
@require_GET
def letter(_request: HttpRequest, request_id: UUID) -> HttpResponse:
    row = reading.get_request(request_id)
    return opened(paper.pdf(row), name=f"permintaan-blanko-{row.on.isoformat()}.pdf")
