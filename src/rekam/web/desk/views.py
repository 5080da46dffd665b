"""The desk: the queue, one case, the two answers, and equal cases together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.caps.permissions import count_shown, show
from rekam.accounts.permissions import allow, officer, proof_due
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.web.desk import showing
from rekam.web.desk.cases import Asker, Case, Decision, Source
from rekam.web.desk.forms import ALIKE_AT_ONCE, AlikeForm, ApproveForm, RefuseForm
from rekam.web.desk.queue import Queue, get_source, queue_of

DONE = "desk_done"


@require_GET
@allow("web.desk")
def desk(request: HttpRequest) -> HttpResponse:
    asker = _asker(request)
    queue = queue_of(asker)
    people = {str(one.about) for one in showing.listed_of(queue) if one.about}
    show(request, "web.desk.seen", people=sorted(people), purpose=Purpose.VERIFICATION)
    return render(request, "web/desk/queue.html", showing.queue_page(queue, asker=asker))


@dataclass(frozen=True)
class AtHand:
    """The case that an address names, where it waits and this officer may decide it."""

    asker: Asker
    queue: Queue
    source: Source
    case: Case


def on_a_case(view: Callable[[HttpRequest, AtHand], HttpResponse]) -> Callable[..., HttpResponse]:
    """Hand a view its case; where that waits no longer, whoever came late goes on with the next one."""

    @wraps(view)
    def found(request: HttpRequest, source: str, key: UUID) -> HttpResponse:
        asker = _asker(request)
        one, queue = get_source(source, asker=asker), queue_of(asker)
        case = queue.find(source=source, key=key)
        if case is None:
            return _gone(request, asker, queue=queue, source=one, key=key)
        return view(request, AtHand(asker, queue, one, case))

    return found


@require_GET
@allow("web.desk")
@on_a_case
def case(request: HttpRequest, at_hand: AtHand) -> HttpResponse:
    return _page(request, at_hand)


@require_POST
@allow("web.desk")
@on_a_case
def approve(request: HttpRequest, at_hand: AtHand) -> HttpResponse:
    source = at_hand.source
    form = ApproveForm(request.POST, must_say=source.detail(at_hand.case.key, at_hand.asker).must_say)
    if not form.is_valid():
        return _page(request, at_hand, approving=form)
    again = proof_due(request) if source.fresh else None
    if again is not None:
        return again
    source.approve(_decision(at_hand.case.key, at_hand.asker, why=form.cleaned_data["why"]))
    return _next(request, at_hand, told=_("Disetujui: %(kind)s."))


@require_POST
@allow("web.desk")
@on_a_case
def refuse(request: HttpRequest, at_hand: AtHand) -> HttpResponse:
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, at_hand, refusing=form)
    at_hand.source.refuse(_decision(at_hand.case.key, at_hand.asker, why=form.cleaned_data["reason"]))
    return _next(request, at_hand, told=_("Ditolak: %(kind)s."))


@require_http_methods(["GET", "HEAD", "POST"])
@allow("web.desk")
def alike(request: HttpRequest, what: str) -> HttpResponse:
    """Equal low-risk cases, each with its before and after; those that are ticked are approved one by one."""
    asker = _asker(request)
    queue = queue_of(asker)
    cases = [one for one in queue.cases if one.alike == what and str(one.key) not in queue.open]
    cases = cases[:ALIKE_AT_ONCE]
    if len(cases) < 2:
        return redirect("web:desk")
    form = AlikeForm(request.POST or None, keys=[one.key for one in cases])
    if request.method == "POST" and form.is_valid():
        for key in form.cleaned_data["keys"]:
            get_source(cases[0].source, asker=asker).approve(_decision(UUID(key), asker, why=""))
        told = _("%(number)s kasus sejenis disetujui, masing-masing tercatat.")
        messages.success(request, told % {"number": len(form.cleaned_data["keys"])})
        return redirect("web:desk")
    rows = [(one, get_source(one.source, asker=asker).detail(one.key, asker)) for one in cases]
    count_shown(request, people=len(rows))
    for one, detail in rows:
        _seen(asker, one, subjects=detail.subjects)
    context = showing.alike_page(rows, form=form, asker=asker)
    return render(request, "web/desk/alike.html", context, status=400 if form.errors else 200)


def _page(
    request: HttpRequest,
    at_hand: AtHand,
    *,
    approving: ApproveForm | None = None,
    refusing: RefuseForm | None = None,
) -> HttpResponse:
    detail = at_hand.source.detail(at_hand.case.key, at_hand.asker)
    count_shown(request, people=1 if detail.subjects else 0)
    _seen(at_hand.asker, at_hand.case, subjects=detail.subjects)
    context = showing.case_page(
        at_hand.queue,
        case=at_hand.case,
        detail=detail,
        asker=at_hand.asker,
        approving=approving or ApproveForm(must_say=detail.must_say),
        refusing=refusing or RefuseForm(),
    )
    wrong = bool((approving and approving.errors) or (refusing and refusing.errors))
    done = {"done": request.session.get(DONE, 0), "wrong": approving or refusing}
    return render(request, "web/desk/case.html", context | done, status=400 if wrong else 200)


def _next(request: HttpRequest, at_hand: AtHand, *, told: str) -> HttpResponse:
    """The case after the decided one opens by itself; after the last one the first that is left."""
    request.session[DONE] = request.session.get(DONE, 0) + 1
    queue = at_hand.queue
    messages.success(request, told % {"kind": at_hand.case.kind})
    before, after = queue.beside(at_hand.case)
    following = after or (queue.cases[0] if before else None)
    return redirect("web:desk_case", following.source, following.key) if following else redirect("web:desk")


def _gone(request: HttpRequest, asker: Asker, *, queue: Queue, source: Source, key: UUID) -> HttpResponse:
    """Two officers worked on the same case and the other was faster: go on with the next one.

    Of another office it raises RuleBroken("not_found"), the same as for what nobody has.
    """
    source.detail(key, asker)
    messages.warning(request, _("Kasus itu tidak menunggu lagi, atau bukan untuk Anda. Ini berikutnya."))
    if not queue.cases:
        return redirect("web:desk")
    return redirect("web:desk_case", queue.cases[0].source, queue.cases[0].key)


def _seen(asker: Asker, case: Case, *, subjects: Sequence[str]) -> None:
    record(
        "web.desk.case_seen",
        actor=asker.username,
        at=asker.at,
        subjects=subjects,
        purpose=Purpose.VERIFICATION,
        case=str(case.key),
        kind=case.source,
    )


def _decision(key: UUID, asker: Asker, *, why: str) -> Decision:
    return Decision(key=key, why=why, actor=asker.username, at=asker.at)


def _asker(request: HttpRequest) -> Asker:
    return Asker(officer(request), timezone.now())
