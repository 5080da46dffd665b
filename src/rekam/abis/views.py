"""The adjudicators' pages. Who the two people are is not known here at all."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.abis import adjudication, prints, queries, services
from rekam.abis.forms import CHOICES, VerdictForm
from rekam.abis.models import Case
from rekam.abis.rules import Answer
from rekam.accounts.permissions import allow, officer
from rekam.audit.rules import Purpose
from rekam.audit.services import record as audit
from rekam.kernel.errors import RuleBroken
from rekam.ui.parts import Button, Choice, Hint


@require_GET
@allow("abis.adjudicate")
def cases(request: HttpRequest) -> HttpResponse:
    waiting = queries.open_cases(actor=officer(request).username)
    return render(request, "abis/cases.html", {"cases": waiting, "at": timezone.now()})


@require_http_methods(["GET", "POST"])
@allow("abis.adjudicate")
def case(request: HttpRequest, case: UUID) -> HttpResponse:
    actor = officer(request).username
    found = queries.get_case(case)
    queries.check_may_judge(found, actor=actor)
    form = VerdictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.decide(
            case=found.uuid,
            answer=Answer(form.cleaned_data["answer"]),
            reason=form.cleaned_data["reason"],
            shown={"positions": list(adjudication.pictured(found)), "run": found.run_id},
            actor=actor,
            at=timezone.now(),
        )
        return redirect("abis:cases")
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
    data = prints.png(subject=subjects[letter], position=position)
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
    waiting = [one.uuid for one in queries.open_cases(actor=actor)]
    parts = adjudication.parts(case)
    return {
        "case": case,
        "place": waiting.index(case.uuid) + 1 if case.uuid in waiting else 1,
        "waiting": len(waiting),
        "parts": [part for part in parts if part.compared],
        "left_out": [part for part in parts if not part.compared],
        "machine": adjudication.verdict_of_machine(case),
        "evidence": adjudication.evidence_rows(case),
        "iris_names": [(place, adjudication.POSITION_WORDS[place]) for place in adjudication.IRISES],
        **_pictures(request, case),
        **_verdict(form),
    }


def _pictures(request: HttpRequest, case: Case) -> dict[str, Any]:
    """The finger that is asked for on both sides, and which ones stand beside it."""
    pictured = adjudication.pictured(case)
    asked = request.GET.get("bagian", "")
    position = asked if asked in pictured else (pictured[0] if pictured else "")
    a, b = adjudication.sides(case)
    if not position:
        return {"sides": ((a, None), (b, None)), "pairs": 0, "hints": []}
    first, second, pairs = prints.both(first=a.subject, second=b.subject, position=position)
    at = pictured.index(position)
    return {
        "sides": ((a, first), (b, second)),
        "position": position,
        "position_name": adjudication.POSITION_WORDS[position],
        "pairs": pairs,
        "marks": request.GET.get("minutiae") != "0",
        "before": pictured[at - 1],
        "after": pictured[(at + 1) % len(pictured)],
        "hints": [Hint(keys=("←", "→"), does=_("jari lain")), Hint(keys=("M",), does=_("minutiae"))],
    }


def _verdict(form: VerdictForm) -> dict[str, Any]:
    return {
        "form": form,
        "chosen": form.data.get("answer", ""),
        "choices": [
            Choice(value=value, label=str(word), key=str(n)) for n, (value, word) in enumerate(CHOICES, 1)
        ],
        "buttons": [
            Button(label=_("Simpan putusan"), kind="primary", key="Control+Enter", cap="Ctrl Enter"),
        ],
    }
