"""What a code opens, without an account: who is called, one answer each, and what came of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
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
from rekam.messages.addressee import Reader
from rekam.messages.refusals import SENTENCES as ADDRESSES
from rekam.outreach.callups import filling, queries, services
from rekam.outreach.callups.codes import ACTOR, office_scope
from rekam.outreach.callups.filling import Line
from rekam.outreach.callups.forms import CodeForm, ReminderForm
from rekam.outreach.callups.models import CallList
from rekam.outreach.callups.rules import For, Outcome, Source, Told
from rekam.outreach.callups.seeing import Person, shown
from rekam.ui.dates import long_date, weekday

COOKIE, SALT, HOURS = "rekam_daftar", "outreach.callups", 12
REMIND_AT = time(9)


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
        page = Paginator(queries.people_of(row), filling.PER_PAGE).get_page(request.GET.get("page"))
        people = shown(list(page), today=office_day(now))
        _note_look(row, people=people, at=now)
        lines = filling.lines_of(people, request=request)
        reminder = _reminder(request, row=row, people=people)
        if request.method == "POST" and _is_kept(row, lines, reminder=reminder, at=now):
            messages.success(request, _("Jawaban dicatat. Terima kasih."))
            return redirect(f"{request.path}?page={page.number}")
        return _page(request, row, page=page, lines=lines, reminder=reminder)


def _reminder(request: HttpRequest, *, row: CallList, people: Sequence[Person]) -> ReminderForm | None:
    """A household may be reminded; where one of them is a child, at a parent's number."""
    if row.recipient != For.HOUSEHOLD:
        return None
    return ReminderForm(request.POST or None, of_parent=any(one.is_child for one in people))


def _is_kept(row: CallList, lines: Sequence[Line], *, reminder: ReminderForm | None, at: datetime) -> bool:
    """Whether all answers of the page are whole, and so were kept; what is wrong stands at its field."""
    answers = filling.read(lines, today=office_day(at))
    to = _reminder_to(reminder)
    if filling.is_wrong(lines) or (reminder and reminder.errors):
        return False
    services.answer(row, told=answers, source=Source.CODE, actor=ACTOR, at=at)
    if to is not None:
        _remind(row, to=to, answers=answers, at=at)
    return True


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
    # Who answers by a letter's code has read the letter; the form took a number from a parent only.
    about = sending.About(
        births=queries.births_of(row), given_by=Reader.PARENT, letter_on=office_day(row.made_at)
    )
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
            about=about,
            not_before=datetime.combine(day - timedelta(days=1), REMIND_AT, zone),
        )


def _note_look(row: CallList, *, people: Sequence[Person], at: datetime) -> None:
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
    context = filling.context_of(row, lines) | {"page": page, "reminder": reminder}
    wrong = bool(context["wrong"] or (reminder and reminder.errors))
    status = 400 if wrong else 200
    return render(request, "outreach/callups/answer.html", context | {"wrong": wrong}, status=status)
