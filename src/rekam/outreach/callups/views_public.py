"""What a code opens, without an account: who is called, one answer each, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import address_of
from rekam.accounts.queries import office_at
from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.kernel.database import scope
from rekam.kernel.dates import OfficeZone
from rekam.kernel.errors import RuleBroken
from rekam.kernel.installation import office_day
from rekam.kernel.region import area_name
from rekam.messages import services as sending
from rekam.messages.refusals import SENTENCES as ADDRESSES
from rekam.outreach.callups import queries, refusals, services
from rekam.outreach.callups.codes import ACTOR, office_scope
from rekam.outreach.callups.forms import CodeForm, LineForm, ReminderForm
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import For, Outcome, Source, Told, check_told
from rekam.outreach.callups.showing import named
from rekam.outreach.callups.words import BECAME
from rekam.ui.dates import long_date, weekday

PER_PAGE = 20
COOKIE, SALT, HOURS = "rekam_daftar", "outreach.callups", 12
REMIND_AT = time(9)
FIELDS = {"call_day_missing": "on", "call_day_wrong": "on", "call_place_missing": "place"}
Line = tuple[queries.Person, LineForm, tuple[str, object]]


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def enter(request: HttpRequest) -> HttpResponse:
    """The code goes into a signed cookie, so that no address holds it while somebody answers."""
    told = request.POST if request.method == "POST" else request.GET
    form = CodeForm(told if "kode" in told else None)
    if form.is_bound and form.is_valid():
        found = services.open_by_code(form.cleaned_data["kode"], asker=address_of(request), at=timezone.now())
        answer = redirect("calls:answer")
        answer.set_signed_cookie(
            COOKIE,
            str(found.uuid),
            salt=SALT,
            max_age=HOURS * 3600,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return answer
    return render(request, "outreach/callups/enter.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def answer(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    kept = request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=HOURS * 3600)
    if not kept:
        return redirect("calls:enter")
    row = services.open_again(UUID(str(kept)), at=now)
    with scope(office_scope()):
        page = Paginator(queries.people_of(row), PER_PAGE).get_page(request.GET.get("page"))
        people = queries.shown(list(page))
        _note_look(row, people=people, at=now)
        lines = [_line(one, request=request) for one in people]
        reminder = ReminderForm(request.POST or None) if row.recipient == For.HOUSEHOLD else None
        if request.method == "POST" and _is_kept(row, lines, reminder=reminder, at=now):
            messages.success(request, _("Jawaban dicatat. Terima kasih."))
            return redirect(f"{request.path}?page={page.number}")
        return _page(request, row, page=page, lines=lines, reminder=reminder)


def _line(one: queries.Person, *, request: HttpRequest) -> Line:
    last = one.answer
    before = {"outcome": last.outcome, "on": last.on, "place": last.place} if last else {}
    form = LineForm(
        request.POST if request.method == "POST" else None, prefix=f"p{one.called.number}", initial=before
    )
    return one, form, BECAME[one.became]


def _is_kept(row: CallList, lines: Sequence[Line], *, reminder: ReminderForm | None, at: datetime) -> bool:
    """Whether all answers of the page are whole, and so were kept; what is wrong stands at its field."""
    told = {one.called.number: _read(form, today=office_day(at)) for one, form, _became in lines}
    to = _reminder_to(reminder)
    if any(form.errors for _one, form, _became in lines) or (reminder and reminder.errors):
        return False
    answers = {number: one for number, one in told.items() if one is not None}
    services.answer(row, told=answers, source=Source.CODE, actor=ACTOR, at=at)
    if to is not None:
        _remind(row, to=to, answers=answers, at=at)
    return True


def _read(form: LineForm, *, today: date) -> Told | None:
    if not form.is_valid() or not form.cleaned_data["outcome"]:
        return None
    told = Told(Outcome(form.cleaned_data["outcome"]), form.day, form.cleaned_data["place"])
    if not form.has_changed():
        return None
    try:
        check_told(told, today=today)
    except RuleBroken as broken:
        form.add_error(FIELDS[broken.code], str(refusals.SENTENCES[broken.code]))
    return told


def _reminder_to(reminder: ReminderForm | None) -> sending.To | None:
    if reminder is None or not reminder.is_valid() or not reminder.cleaned_data["phone"]:
        return None
    try:
        return sending.to(sending.Channel.SMS, reminder.cleaned_data["phone"])
    except RuleBroken as broken:
        reminder.add_error("phone", str(ADDRESSES[broken.code]))
        return None


def _remind(row: CallList, *, to: sending.To, answers: Mapping[int, Told], at: datetime) -> None:
    """A message the day before each day on which somebody of the household will come."""
    days = {one.on for one in answers.values() if one.outcome is Outcome.WILL_COME and one.on}
    zone = OfficeZone(settings.REKAM_OFFICE_ZONE).zone
    for day in sorted(days - {office_day(at)}):
        sending.send(
            to=to,
            template=sending.Template.COME_TOMORROW,
            facts={
                "office": (office_at(settings.REKAM_OFFICE_AREA) or "Disdukcapil")[:40],
                "day": f"{weekday(day)}, {long_date(day)}",
                "place": area_name(row.area_code)[:40],
            },
            key=f"{row.uuid.hex}-{day:%Y%m%d}",
            area_code=row.area_code,
            at=at,
            not_before=datetime.combine(day - timedelta(days=1), REMIND_AT, zone),
        )


def _note_look(row: CallList, *, people: Sequence[queries.Person], at: datetime) -> None:
    record(
        "outreach.calls.opened",
        actor=ACTOR,
        at=at,
        subjects=[str(one.called.resident) for one in people],
        purpose=Purpose.OUTREACH,
        case=str(row.uuid),
    )


def _page(
    request: HttpRequest,
    row: CallList,
    *,
    page: Page,  # type: ignore[type-arg]
    lines: Sequence[Line],
    reminder: ReminderForm | None,
) -> HttpResponse:
    wrong = any(form.errors for _one, form, _became in lines) or bool(reminder and reminder.errors)
    context = {
        "row": row,
        "name": named(row),
        "page": page,
        "lines": lines,
        "reminder": reminder,
        "is_school": row.recipient == For.SCHOOL,
        "left": sum(1 for one, _form, _became in lines if one.answer is None and one.became == "waiting"),
        "wrong": wrong,
    }
    return render(request, "outreach/callups/answer.html", context, status=400 if wrong else 200)
