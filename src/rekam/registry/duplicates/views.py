"""Pairs that may be one person: the queue, and the two beside each other."""

from collections.abc import Sequence
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import count_shown
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.registry.duplicates import queries, services, words
from rekam.registry.duplicates.forms import AnswerForm
from rekam.registry.duplicates.models import Pair
from rekam.registry.duplicates.rules import State
from rekam.registry.entries.effects import Kind
from rekam.ui.parts import Button, Choice

A_PAGE = 25


@require_GET
@allow("registry.review_duplicates")
def pairs(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.waiting_pairs(), A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    resolve = queries.pairs_to_resolve() if allowed(officer(request), "registry.enter") else []
    if shown or resolve:
        _seen("registry.pairs_listed", request=request, pairs=[*shown, *resolve])
    rows = [(pair, words.strength_word(pair), pair.state == State.UNSURE) for pair in shown]
    context = {"page": page, "rows": rows, "resolve": resolve, "kind": Kind.DOUBLE_NIK.value}
    return render(request, "registry/duplicates/pairs.html", context)


@require_http_methods(["GET", "POST"])
@allow("registry.review_duplicates")
def pair(request: HttpRequest, pair: UUID) -> HttpResponse:
    found = queries.get_pair(pair)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.answer(
            pair=found.uuid,
            answer=State(form.cleaned_data["answer"]),
            reason=form.cleaned_data["reason"],
            **who(request),
        )
        following = queries.waiting_pairs().filter(state=State.OPEN).first()
        return redirect("registry:pair", following.uuid) if following else redirect("registry:pairs")
    _seen("registry.pair_seen", request=request, pairs=[found], case=str(found.uuid))
    return _page(request, found, form)


def _page(request: HttpRequest, found: Pair, form: AnswerForm) -> HttpResponse:
    opinions = queries.opinions_of(found)
    context = {
        "pair": found,
        "rows": words.rows(found),
        "strength": words.strength_word(found),
        "opinions": [(one, words.ANSWERS[State(one.answer)]) for one in opinions],
        "names": named(one.actor for one in opinions),
        "waits": found.state in queries.WAITING,
        "both_recorded": found.first.recorded_on and found.second.recorded_on,
        "may_open": allowed(officer(request), "registry.see_resident"),
        "form": form,
        "chosen": form.data.get("answer", ""),
        "choices": [
            Choice(value=value, label=str(word), key=str(n))
            for n, (value, word) in enumerate(words.ANSWERS.items(), 1)
        ],
        "buttons": [Button(label=_("Simpan jawaban"), kind="primary", key="Control+Enter", cap="Ctrl Enter")],
    }
    return render(request, "registry/duplicates/pair.html", context, status=400 if form.errors else 200)


def _seen(action: str, *, request: HttpRequest, pairs: Sequence[Pair], case: str = "") -> None:
    shown = [str(one.uuid) for pair in pairs for one in (pair.first, pair.second)]
    count_shown(request, people=len(shown))
    record(
        action,
        **who(request),
        subjects=shown,
        purpose=Purpose.ADJUDICATION,
        case=case,
    )
