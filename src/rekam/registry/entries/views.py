"""Pages of an entry: choose the event, fill in, check the answers, send; and what became of it."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.accounts.queries import named
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.registry.entries import queries, services, showing, words
from rekam.registry.entries.about import about_new, about_resident
from rekam.registry.entries.drafting import offered_to
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.forms import About, EventForm, PapersForm
from rekam.registry.entries.models import Entry
from rekam.registry.queries import get_resident
from rekam.registry.rules import Status


@allow("registry.enter")
@require_GET
def choose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    person = get_resident(uuid)
    show(request, "registry.resident_seen", people=[str(uuid)], purpose=Purpose.SERVICE)
    offered = offered_to(uuid, at=timezone.now())
    groups = [(title, _links(kinds, offered=offered)) for title, kinds in words.GROUPS]
    context = {
        "person": person,
        "status": words.STATUSES[person.status],
        "groups": [(title, kinds) for title, kinds in groups if kinds],
        "added": _links(words.ADDED_TO_FAMILY, offered=offered),
        "may_return": person.status == Status.MOVED,
    }
    return render(request, "registry/entries/choose.html", context)


def _links(kinds: Sequence[Kind], *, offered: Collection[Kind]) -> list[tuple[Kind, words.Text]]:
    return [(kind, words.KINDS[kind]) for kind in kinds if kind in offered]


@sensitive_post_parameters()
@allow("registry.enter")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    return _steps(request, about_resident(_kind(kind), uuid, **who(request)))


@sensitive_post_parameters()
@allow("registry.enter")
@require_http_methods(["GET", "POST"])
def add_member(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponse:
    return _steps(request, about_new(_kind(kind), beside=uuid, areas=officer(request).areas, **who(request)))


@sensitive_post_parameters()
@allow("registry.enter")
@require_http_methods(["GET", "POST"])
def enter_new(request: HttpRequest, kind: str) -> HttpResponse:
    return _steps(request, about_new(_kind(kind), beside=None, areas=officer(request).areas, **who(request)))


def _steps(request: HttpRequest, about: About) -> HttpResponse:
    """Fill in, check, send: each step carries what was filled in, and each is checked again."""
    if request.method == "GET":
        return _form_page(request, about, EventForm(about=about))
    form = EventForm(request.POST, about=about)
    if request.POST.get("step") == "edit" or not form.is_valid():
        return _form_page(request, about, form)
    papers = PapersForm(request.POST, request.FILES) if request.POST.get("step") == "send" else PapersForm()
    if not papers.is_valid():
        return _check_page(request, about, form, papers)
    entry = services.propose(
        kind=about.kind,
        resident=UUID(about.subject) if about.subject else None,
        facts=form.facts(),
        office_area=next(iter(officer(request).areas), ""),
        uploads=papers.cleaned_data["papers"],
        **who(request),
    )
    messages.success(request, _("Entri dikirim; verifikator akan memutus."))
    return redirect("registry:entry", entry.uuid)


def _seen(request: HttpRequest, subjects: Sequence[str]) -> None:
    """A form shows people, so it is a look; of somebody new there is nobody yet."""
    if subjects:
        show(request, "registry.entry.form_seen", people=subjects, purpose=Purpose.SERVICE)


def _form_page(request: HttpRequest, about: About, form: EventForm) -> HttpResponse:
    known = filter(None, [about.subject, about.member, *(one for one, _name in about.family)])
    _seen(request, list(dict.fromkeys(known)))
    context = {"form": form, "about": about, "title": words.KINDS[about.kind]}
    context["effects"] = showing.consequences(about.kind)
    wrong = form.is_bound and not form.is_valid()
    return render(request, "registry/entries/form.html", context, status=400 if wrong else 200)


def _check_page(request: HttpRequest, about: About, form: EventForm, papers: PapersForm) -> HttpResponse:
    assert form.plan is not None
    known = [str(step.resident) for step in form.plan.steps if step.before is not None]
    known += [about.member] if about.member else []
    _seen(request, list(dict.fromkeys([*known, *showing.people_of((), warned=form.warnings)])))
    context = {
        "about": about,
        "title": words.KINDS[about.kind],
        "parts": showing.parts_of(form.plan),
        "number": len(form.plan.steps),
        "warnings": showing.warnings(form.warnings),
        "effects": showing.consequences(about.kind),
        "hidden": _filled_in(request.POST),
        "papers": papers,
    }
    return render(request, "registry/entries/check.html", context, status=400 if papers.errors else 200)


def _filled_in(post: QueryDict) -> list[tuple[str, str]]:
    lists = [(name, [str(one) for one in values]) for name, values in post.lists()]
    left_out = {"csrfmiddlewaretoken", "step", "papers"}
    return [(name, value) for name, values in lists for value in values if name not in left_out]


@allow("registry.see_resident")
@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    own = queries.mine(account.username)
    decides = allowed(account, "registry.approve")
    waiting = queries.waiting(not_by=account.username) if decides else []
    listed: list[Entry | queries.Waiting] = [*own, *waiting]
    names = queries.names_of(one.resident for one in listed if one.resident)
    show(
        request,
        "registry.entries_seen",
        people=sorted(map(str, names)),
        beside=[str(one.uuid) for one in listed],
        purpose=Purpose.VERIFICATION if decides else Purpose.SERVICE,
    )
    context = {
        "own": [_row(one, name=names.get(one.resident)) for one in own],
        "waiting": [_waiting_row(one, name=names.get(one.resident)) for one in waiting],
        "names": named([*(one.decided_by for one in own), *(one.entered_by for one in waiting)]),
        "decides": decides,
        "may_enter": allowed(account, "registry.enter"),
        "new_kinds": [(kind, words.KINDS[kind]) for kind in words.WITHOUT_FAMILY],
    }
    return render(request, "registry/entries/list.html", context)


def _row(one: Entry, *, name: str | None) -> Sequence[object]:
    told = one.facts.get
    paper = showing.paper_word(told("document", ""), scans=len(one.papers)) if one.facts else ""
    shown = name or told("full_name", "")
    return (one, showing.kind_word(one.kind), shown, paper, words.STATES[one.state], _area(one))


def _waiting_row(one: queries.Waiting, *, name: str | None) -> Sequence[object]:
    paper = showing.paper_word(one.document, scans=one.papers)
    return (one, showing.kind_word(one.kind), name or one.newcomer, paper, words.RISKS[one.risk], _area(one))


def _area(one: Entry | queries.Waiting) -> str:
    return queries.area_name(one.area_code)


def _kind(kind: str) -> Kind:
    if kind not in set(Kind) or Kind(kind) not in words.ENTERED:
        raise RuleBroken("entry_kind_unknown")
    return Kind(kind)
