"""The officer's desk: ask, show the QR code, read the answer."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import allow, who
from rekam.credentials.presenting import queries, rules, services
from rekam.credentials.presenting.forms import AskForm
from rekam.credentials.presenting.queries import Seen
from rekam.credentials.presenting.rules import State, Template
from rekam.credentials.presenting.words import STANDINGS, STATES, TEMPLATES, said
from rekam.credentials.reading.words import FACTS
from rekam.credentials.refusals import SENTENCES
from rekam.credentials.verdict import Standing
from rekam.credentials.wallets.links import show_link
from rekam.credentials.words import VERDICTS
from rekam.kernel.errors import RuleBroken
from rekam.ui.qr import qr_svg

ASKED = "presenting"  # in the session: question and reference of what this officer asked last, and its link
private = cache_control(no_store=True, private=True)


@allow("credentials.ask_to_show")
@require_http_methods(["GET", "POST"])
@private
def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = services.ask(
            template=Template(form.cleaned_data["template"]),
            purpose=form.cleaned_data["purpose"],
            same_phone=form.cleaned_data["same_phone"],
            **who(request),
        )
        request.session[ASKED] = [str(asked.question), asked.reference, asked.link]
        return redirect("presenting:question", asked.question)
    return render(request, "presenting/ask.html", {"form": form}, status=400 if form.errors else 200)


@allow("credentials.ask_to_show")
@require_GET
@private
def page(request: HttpRequest, question: UUID) -> HttpResponse:
    return render(request, "presenting/question.html", _told(request, _seen(request, question)))


@allow("credentials.ask_to_show")
@require_GET
@private
def answer(request: HttpRequest, question: UUID) -> HttpResponse:
    """The part of the page that changes."""
    return render(request, "presenting/answer.html", _told(request, _seen(request, question)))


@allow("credentials.ask_to_show")
@require_GET
@private
def answer_json(request: HttpRequest, question: UUID) -> JsonResponse:
    """The verdict and the names of what was asked for; no value."""
    seen = _seen(request, question)
    told = {
        "state": seen.state.value,
        "standing": seen.row.standing or None,
        "code": seen.row.code or None,
        "asked": list(rules.ASKED[Template(seen.row.template)].elements),
    }
    return JsonResponse(told)


@allow("credentials.ask_to_show")
@require_GET
@private
def come_back(request: HttpRequest) -> HttpResponse:
    """The wallet on the same phone sends the browser here; only the browser that asked goes on."""
    uuid = _asked(request)[0]
    seen = _seen(request, UUID(uuid)) if uuid else None
    if seen is None or not queries.is_return_of(seen.row, request.GET.get("response_code", "")):
        raise RuleBroken("not_found")
    return redirect("presenting:question", seen.row.uuid)


def _asked(request: HttpRequest) -> list[str]:
    return list(request.session.get(ASKED, ["", "", ""]))


def _seen(request: HttpRequest, uuid: UUID) -> Seen:
    known, reference, _link = _asked(request)
    reference = reference if known == str(uuid) else ""
    return queries.get_own(uuid, reference=reference, **who(request))


def _told(request: HttpRequest, seen: Seen) -> dict[str, object]:
    known, _reference, link = _asked(request)
    row = seen.row
    waits = seen.state is State.WAITING and known == str(row.uuid)
    is_open = seen.state in {State.WAITING, State.FETCHED}
    values = [(FACTS[name], said(name, value)) for name, value in seen.values.items() if name != "foto"]
    return {
        "row": row,
        "asked": TEMPLATES[Template(row.template)],
        "state": STATES[seen.state],
        "live": is_open or bool(seen.values),
        "code": qr_svg(link) if waits else "",
        "open": (show_link(request, asked=link) or link) if waits and row.same_phone else "",
        "standing": STANDINGS[Standing(row.standing)] if row.standing else None,
        "sentence": {**SENTENCES, **VERDICTS}.get(row.code, ""),
        "values": values,
        "portrait": seen.values.get("foto", ""),
        "names": [FACTS[name] for name in rules.ASKED[Template(row.template)].elements],
    }
