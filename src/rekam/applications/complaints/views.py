"""The complainant's pages: no account, no script, and no address says which complaint it is."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rekam.accounts.permissions import address_of, allowed, find_officer
from rekam.applications.complaints import own, services, showing, words
from rekam.applications.complaints.forms import AgainForm, FindForm, ReplyForm, TellForm
from rekam.applications.complaints.looking_up import find_by_code
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.rules import (
    DAYS,
    FILED_MINUTES,
    MOST_ABOUT,
    MOST_FILED,
    Category,
    Channel,
    Level,
    Mended,
    Outcome,
)
from rekam.applications.complaints.steps import WAITING, State, Step
from rekam.applications.filing import tries
from rekam.applications.filing.asking import done
from rekam.applications.filing.numbers import code_of, spaced
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken

private = cache_control(no_store=True, private=True)


@private
@require_http_methods(["GET", "POST"])
def complain(request: HttpRequest) -> HttpResponse:
    form = TellForm(request.POST or None, request.FILES or None, initial=_begun(request))
    if request.method == "POST" and form.is_valid() and done(form, lambda: _file(request, form)):
        return redirect("complaints:code")
    account = find_officer(request)
    context = {
        "form": form,
        "token": request.POST.get("token") or uuid4(),
        "most_days": max(DAYS.values()),
        "may_enter": account is not None and allowed(account, "applications.enter_complaints"),
    }
    return render(request, "applications/complaints/complain.html", context, status=_status(form))


def _begun(request: HttpRequest) -> dict[str, str]:
    """The first words, where a link names what is complained of. Anybody can write a link: it stays short."""
    told = "".join(one if one.isprintable() else " " for one in request.GET.get("tentang", "")[:MOST_ABOUT])
    name = " ".join(told.split())
    return {"said": _("Tentang {name}:").format(name=name) + "\n"} if name else {}


def _file(request: HttpRequest, form: TellForm) -> None:
    now = timezone.now()
    tries.note(address_of(request), sort="complain", most=MOST_FILED, minutes=FILED_MINUTES, at=now)
    with scope(own.reach()):
        filed = services.file(
            told=form.told(),
            token=read_token(request),
            channel=Channel.ONLINE,
            sheet=form.sheet_bytes(),
            at=now,
        )
    keep_open(request, filed.complaint)


def read_token(request: HttpRequest) -> UUID:
    """The token of the form. Raises RuleBroken("complaint_form_used") for what is none."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as wrong:
        raise RuleBroken("complaint_form_used") from wrong


def keep_open(request: HttpRequest, row: Complaint) -> None:
    """Let this browser show number and code until they are written down."""
    own.open_here(request, row.uuid)
    request.session[own.TOKEN] = str(row.token)


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def code(request: HttpRequest, row: Complaint) -> HttpResponse:
    if request.session.get(own.TOKEN) != str(row.token):
        return redirect("complaints:own")
    if request.method == "POST":
        return _written_down(request, row)
    context = {"number": spaced(row.number), "code": code_of(row.token), "due": row.due_on}
    return render(request, "applications/complaints/code.html", context)


def _written_down(request: HttpRequest, row: Complaint) -> HttpResponse:
    if row.channel == Channel.ONLINE:
        del request.session[own.TOKEN]
        return redirect("complaints:own")
    own.close_here(request)  # an officer's browser: what comes next is between the complainant and the owner
    return redirect("complaints:enter")


@private
@require_GET
@own.with_own
def page(request: HttpRequest, row: Complaint) -> HttpResponse:
    return _page(request, row)


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def reply(request: HttpRequest, row: Complaint) -> HttpResponse:
    if request.method == "GET":
        return redirect("complaints:own")
    form = ReplyForm(request.POST, request.FILES)
    if form.is_valid() and done(form, lambda: _reply(row, form)):
        messages.success(request, _("Terkirim kepada penangannya."))
        return redirect("complaints:own")
    return _page(request, row, reply=form)


def _reply(row: Complaint, form: ReplyForm) -> None:
    text, now = form.cleaned_data["text"], timezone.now()
    tries.note(str(row.uuid), sort="reply", most=MOST_FILED, minutes=FILED_MINUTES, at=now)
    services.reply(complaint=row.uuid, text=text, sheet=form.sheet_bytes(), at=now)


@private
@require_http_methods(["GET", "POST"])
@own.with_own
def reopen(request: HttpRequest, row: Complaint) -> HttpResponse:
    if request.method == "GET":
        return redirect("complaints:own")
    form = AgainForm(request.POST)
    if form.is_valid() and done(form, lambda: _reopen(row, form)):
        messages.success(request, _("Pengaduan ditinjau lagi, oleh orang lain."))
        return redirect("complaints:own")
    return _page(request, row, again=form)


def _reopen(row: Complaint, form: AgainForm) -> None:
    services.reopen(complaint=row.uuid, text=form.cleaned_data["text"], at=timezone.now())


def _page(
    request: HttpRequest, row: Complaint, *, reply: ReplyForm | None = None, again: AgainForm | None = None
) -> HttpResponse:
    row.refresh_from_db()
    state, answered = State(row.state), row.state == State.ANSWERED
    context = {
        "row": row,
        "number": spaced(row.number),
        "category": words.CATEGORIES[Category(row.category)],
        "status": words.STATES[state],
        "todo": words.TODO[state],
        "level": words.LEVELS[Level(row.level)],
        "waits": row.state in WAITING,
        "question": showing.last_words(row, Step.ASKED) if state is State.ASKED else "",
        "answer": showing.last_words(row, Step.ANSWERED) if answered else "",
        "outcome": words.OUTCOMES[Outcome(row.outcome)] if answered else "",
        "mended": words.MENDED[Mended(row.mended)] if answered else "",
        "may_reopen": answered and row.reopened_at is None,
        "history": showing.history(row),
        "reply": reply or ReplyForm(),
        "again": again or AgainForm(),
        "at": timezone.now(),
    }
    refused = any(form is not None and form.errors for form in (reply, again))
    return render(request, "applications/complaints/own.html", context, status=400 if refused else 200)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    own.close_here(request)
    messages.success(request, _("Pengaduan ditutup di peramban ini. Buka lagi dengan nomor dan kodenya."))
    return redirect("complaints:complain")


@private
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    form = FindForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _open(request, form)):
        return redirect("complaints:own")
    return render(request, "applications/complaints/find.html", {"form": form}, status=_status(form))


def _open(request: HttpRequest, form: FindForm) -> None:
    given, address = form.cleaned_data, address_of(request)
    with scope(own.reach()):
        found = find_by_code(number=given["number"], code=given["code"], address=address, at=timezone.now())
    own.open_here(request, found)


def _status(form: TellForm | FindForm) -> int:
    return 400 if form.errors else 200
