"""The adjudicators' pages. Who the two people are is not known here at all."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.abis import adjudication, prints, queries, rules, services, words
from rekam.abis.forms import CHOICES, VerdictForm
from rekam.abis.looking import Look, Move, look_of
from rekam.abis.models import Case
from rekam.abis.rules import Answer, Consequence
from rekam.abis.seen import seen
from rekam.accounts.permissions import allow, officer
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.ui.parts import Button, Choice

A_PAGE = 50
LOOKING = (
    "lihat"  # names the buttons that show the pictures otherwise: with them a form comes, and judges nothing
)


@require_GET
@allow("abis.adjudicate")
def cases(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.waiting(actor=officer(request).username), A_PAGE).get_page(
        request.GET.get("page")
    )
    now = timezone.now()
    rows = [(one, words.priority(one, at=now)) for one in page]
    return render(request, "abis/cases.html", {"page": page, "rows": rows, "at": now})


@require_http_methods(["GET", "POST"])
@allow("abis.adjudicate")
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    actor = officer(request).username
    found = queries.get_case(case)
    queries.check_may_judge(found, actor=actor)
    is_looking = LOOKING in request.POST
    form = VerdictForm(initial=request.POST.dict()) if is_looking else VerdictForm(request.POST or None)
    if request.method == "POST" and not is_looking and form.is_valid():
        services.decide(
            case=found.uuid,
            answer=Answer(form.cleaned_data["answer"]),
            reason=form.cleaned_data["reason"],
            shown=seen(found),
            actor=actor,
            at=timezone.now(),
        )
        messages.success(request, _("Putusan disimpan."))
        following = queries.waiting(actor=actor).values_list("uuid", flat=True).first()
        return redirect("abis:case", following) if following else redirect("abis:cases")
    _seen("abis.case.seen", found, actor=actor)
    context = _context(request, found, actor=actor, form=form)
    return render(request, "abis/case.html", context, status=400 if form.errors else 200)


@require_GET
@allow("abis.adjudicate")
def image(request: HttpRequest, case: UUID, letter: str, position: str) -> HttpResponse:
    found = queries.get_case(case)
    queries.check_may_judge(found, actor=officer(request).username)
    subjects = {"A": found.probe.uuid, "B": found.candidate}
    if letter not in subjects or position not in adjudication.POSITION_WORDS:  # no faces
        raise RuleBroken("not_found")
    _seen("abis.image.seen", found, actor=officer(request).username, letter=letter, position=position)
    marked = position in adjudication.IRISES and request.GET.get("tanda") == "1"
    draw = prints.marked_iris if marked else prints.png
    data = draw(subject=subjects[letter], position=position)
    return HttpResponse(data, content_type="image/png", headers={"Cache-Control": "no-store, private"})


def _seen(action: str, case: Case, *, actor: str, **facts: str) -> None:
    audit(
        action,
        actor=actor,
        at=timezone.now(),
        subjects=queries.touched_by(case),
        purpose=Purpose.ADJUDICATION,
        case=str(case.uuid),
        **facts,
    )


def _context(request: HttpRequest, case: Case, *, actor: str, form: VerdictForm) -> dict[str, Any]:
    waiting = list(queries.waiting(actor=actor).values_list("uuid", flat=True))
    at = waiting.index(case.uuid) if case.uuid in waiting else 0
    following = waiting[(at + 1) % len(waiting)] if len(waiting) > 1 else None
    parts = adjudication.parts(case)
    return {
        "case": case,
        "place": at + 1,
        "waiting": len(waiting),
        "third": rules.needs_third(queries.verdict_count(case)),
        "hangs_on_it": words.CONSEQUENCES[Consequence(case.consequence)],
        "mixed": adjudication.is_mixed(parts),
        "parts": [part for part in parts if part.compared],
        "left_out": [part for part in parts if not part.compared],
        "machine": adjudication.verdict_of_machine(case),
        "evidence": adjudication.evidence_rows(case),
        "irises": [
            (place, adjudication.POSITION_WORDS[place], part)
            for place in adjudication.IRISES
            for part in parts
            if part.position == place
        ],
        **_pictures(request, case),
        **_verdict(form, following=following),
    }


def _pictures(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The finger that is asked for on both sides, and which ones stand beside it."""
    pictured = adjudication.pictured(case)
    look = look_of(request.GET, pictured=pictured)
    a, b = adjudication.sides(case)
    shown: dict[str, Any] = {"look": look, "marks": look.marks, "position": look.position}
    if not look.position:
        return {**shown, "sides": ((a, None, ""), (b, None, "")), "pairs": 0, "moves": []}
    first, second, pairs = prints.both(first=a.subject, second=b.subject, position=look.position)
    at = pictured.index(look.position)
    return {
        **shown,
        "sides": [
            (side, print_, print_.window(zoom=look.zoom) if print_ else "")
            for side, print_ in ((a, first), (b, second))
        ],
        "position_name": adjudication.POSITION_WORDS[look.position],
        "pairs": pairs,
        "moves": _moves(look, before=pictured[at - 1], after=pictured[(at + 1) % len(pictured)]),
    }


def _moves(look: Look, *, before: str, after: str) -> list[Move]:
    """The buttons of the pictures; one that leads no further stands there disabled, so that none moves."""
    marks = _("Tanpa tanda") if look.marks else _("Dengan tanda")
    return [
        Move(label=_("Jari sebelumnya"), to=look.of(before), key="ArrowLeft", cap="←"),
        Move(label=_("Jari berikutnya"), to=look.of(after), key="ArrowRight", cap="→"),
        Move(label=_("Perbesar"), to=look.nearer, key="+"),
        Move(label=_("Perkecil"), to=look.farther, key="-"),
        Move(label=marks, to=look.other_marks, key="m", cap="M"),
    ]


def _verdict(form: VerdictForm, *, following: UUID | None) -> dict[str, Any]:
    buttons = [Button(label=_("Simpan putusan"), kind="primary", key="Control+Enter", cap="Ctrl Enter")]
    if following is not None:
        buttons.append(
            Button(label=_("Lewati"), href=reverse("abis:case", args=[following]), key="l", cap="L")
        )
    return {
        "form": form,
        "chosen": form["answer"].value() or "",
        "choices": [
            Choice(value=value, label=str(word), key=str(n)) for n, (value, word) in enumerate(CHOICES, 1)
        ],
        "buttons": buttons,
    }
