"""The page of operations: does the worker keep up, what failed, what stands still, what to do."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rekam.abis import queries as abis
from rekam.abis.pace import Course
from rekam.accounts.permissions import allow, allowed, officer, who
from rekam.enrolment import words as ladder_words
from rekam.enrolment.operations import jobs, queries, services, stuck, words
from rekam.enrolment.operations.models import Attempt
from rekam.enrolment.operations.queries import Line, Why
from rekam.enrolment.operations.rules import WATCHED, Reason
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.ui.svg import Box
from rekam.ui.templatetags.rekam import jam, jumlah, waktu
from rekam.ui.weeks import NARROW, Words, draw_weeks

A_PAGE = 50
SHOWN = 50
# As wide as the page, so that its letters are as large as the page's.
DAY_WIDE = Box(width=1150, height=190, left=0, right=0, top=24, bottom=26)


@require_GET
@allow("enrolment.operate")
def operations(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    with scope(EVERYWHERE):  # counts of the whole server, of nobody: the worker serves every area
        lines, rungs = queries.lines(at=now), stuck.rungs(at=now)
        dead, tried = queries.whys(given_up=True), queries.whys(given_up=False)
    found = stuck.find_stuck(at=now, most=SHOWN)
    letters = Paginator(queries.dead_of(), A_PAGE).get_page(request.GET.get("page"))
    records = queries.records_of(list(letters))
    context = {
        "at": now,
        "workers": jobs.workers(at=now),
        "lines": [_line(one, now=now) for one in lines],
        "search": next(one.pace for one in lines if one.queue.stage == "search"),
        "chart": _chart(now),
        "rungs": [
            {
                "rung": one,
                "told": ladder_words.told(one.status),
                "limit": _limit(settings.REKAM_STUCK_AFTER[one.status]),
            }
            | {"watched": one.status in WATCHED}
            for one in rungs
        ],
        "stuck_count": sum(one.count for one in rungs),
        "stuck": [
            {
                "one": one,
                "told": words.CAUSES[one.cause],
                "status": ladder_words.told(Status(one.record.state)),
            }
            | {"village": area_name(one.record.area_code)}
            for one in found
        ],
        "dead": [_why(one) for one in dead],
        "dead_count": sum(one.count for one in dead),
        "tried": [_why(one) for one in tried],
        "letters": [_letter(one, record=records.get(one.packet_id)) for one in letters],
        "page": letters,
        "may_see": allowed(officer(request), "enrolment.see"),
        "may_send": allowed(officer(request), "enrolment.validate"),
    }
    return render(request, "enrolment/operations/operations.html", context)


@allow("enrolment.validate")
@require_POST
def send_one(request: HttpRequest, letter: UUID) -> HttpResponse:
    sent = services.send_again(letter=letter, **who(request))
    messages.success(request, _("Dikirim lagi: %(what)s.") % {"what": words.STAGES[sent.stage]})
    return redirect("enrolment:operations")


@allow("enrolment.operate")
@require_POST
def send_all(request: HttpRequest) -> HttpResponse:
    stage, reason = request.POST.get("stage", ""), request.POST.get("reason", "")
    if stage not in queries.STAGES or reason not in set(Reason):
        raise RuleBroken("not_found")
    many = services.send_all_again(stage=stage, reason=reason, **who(request))
    told = ngettext("%(n)s dikirim lagi.", "%(n)s dikirim lagi.", many) % {"n": jumlah(many)}
    messages.success(request, told)
    return redirect("enrolment:operations")


def _line(one: Line, *, now: datetime) -> dict[str, object]:
    course = one.trend.course
    return {
        "line": one,
        "told": words.STAGES[one.queue.stage],
        "course": words.COURSES[course],
        "sign": words.SIGNS[course],
        "sentence": _sentence(one, now=now),
    }


def _sentence(one: Line, *, now: datetime) -> str:
    """The back-pressure of one stage in a sentence, with an estimate where there is one."""
    trend, change = one.trend, jumlah(abs(round(one.trend.per_hour)))
    if trend.course is Course.EMPTY:
        return _("Tidak ada yang menunggu.")
    if trend.course is Course.STANDS:
        return _("Tidak ada yang selesai dalam sejam terakhir.")
    if trend.course is Course.GROWS:
        return _("Bertambah %(n)s sejam: yang datang lebih banyak daripada yang selesai.") % {"n": change}
    if trend.course is Course.SHRINKS:
        when = _when(trend.empty_in, now=now)
        return _("Berkurang %(n)s sejam; kosong kira-kira %(when)s.") % {"n": change, "when": when}
    if trend.empty_in is not None:
        when = _when(trend.empty_in, now=now)
        return _("Kosong kira-kira %(when)s, bila tidak ada yang datang lagi.") % {"when": when}
    return _("Tetap: yang datang sebanyak yang selesai.")


def _when(after: timedelta | None, *, now: datetime) -> str:
    if after is None or after > timedelta(days=365):
        return _("lebih dari setahun lagi")
    return str(waktu(now + after))


def _chart(now: datetime) -> dict[str, str]:
    found = abis.office_searches(at=now)
    title = _("Penelusuran 1:N tiap jam, 24 jam terakhir")
    told = Words(
        title=title, day=lambda hour: jam(_moment(hour)), figure=lambda many: str(jumlah(round(many)))
    )
    return {
        "title": title,
        "wide": draw_weeks(found, told=told, box=DAY_WIDE, every=4, identifier="telusur-lebar"),
        "narrow": draw_weeks(found, told=told, box=NARROW, every=6, identifier="telusur-sempit"),
    }


def _moment(hour: object) -> datetime:
    if not isinstance(hour, datetime):
        raise TypeError(f"no moment: {hour}")
    return hour


def _why(one: Why) -> dict[str, object]:
    return {"why": one, "stage": words.STAGES[one.stage], "told": words.REASONS[one.reason]}


def _letter(one: Attempt, *, record: UUID | None) -> dict[str, object]:
    return {
        "letter": one,
        "record": record,
        "id": record or one.uuid,
        "stage": words.STAGES[one.stage],
        "told": words.REASONS[Reason(one.reason)],
    }


def _limit(after: timedelta) -> str:
    if after >= timedelta(days=1):
        days = after.days
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": days}
    minutes = int(after / timedelta(minutes=1))
    return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": minutes}
