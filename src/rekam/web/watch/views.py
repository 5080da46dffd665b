"""The page of the server's state, and its numbers for Prometheus."""

from collections.abc import Mapping
from functools import cache
from math import isinf
from pathlib import Path
from secrets import compare_digest
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import Account, allow, allowed, officer
from rekam.kernel.errors import RuleBroken
from rekam.ui.templatetags.rekam import desimal, jumlah
from rekam.web.watch import metrics, queries, words
from rekam.web.watch.drawing import draw
from rekam.web.watch.rules import DAY, GUIDE, HOUR, MINUTE, Check, Reading, State, Unit, read

LEAST_TOKEN: Final = 32
"""Letters; a token that is shorter can be guessed, so it is none."""


@require_GET
@allow("web.see_state")
def state(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    found = queries.numbers(at=now)
    rows = [_row(one, account=officer(request), found=found) for one in read(found)]
    context = {
        "at": now,
        "act": [row for row in rows if row["state"] is State.ACT],
        "look": [row for row in rows if row["state"] is State.LOOK],
        "well": [row for row in rows if row["state"] is State.WELL],
        "ms": round(found["rekam_reading_seconds"] * 1000),
    }
    return render(request, "web/watch/state.html", context)


@require_GET
def numbers(request: HttpRequest) -> HttpResponse:
    """For who shows the token of this installation; for everybody else there is nothing here."""
    token = _token(settings.REKAM_METRICS_TOKEN_FILE)
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not compare_digest(shown.encode(), token.encode()):
        raise RuleBroken("not_found")
    text = metrics.text(queries.numbers(at=timezone.now()))
    return HttpResponse(text, content_type=metrics.CONTENT_TYPE, headers={"Cache-Control": "no-store"})


@cache
def _token(file: str) -> str:
    """The first line of the file; "" where there is none, or one that could be guessed. Read once."""
    told = Path(file).read_text(encoding="utf-8").partition("\n")[0].strip() if file else ""
    return told if len(told) >= LEAST_TOKEN else ""


def _row(reading: Reading, *, account: Account, found: Mapping[str, float]) -> dict[str, object]:
    check, told = reading.check, words.TOLD[reading.check.name]
    page = told.page if told.page and allowed(account, told.permission) else ""
    return {
        "name": check.name,
        "state": reading.state,
        "sign": words.SIGNS[reading.state],
        "word": words.STATES[reading.state],
        "told": told,
        "number": figure(check, reading.number),
        "waiting": int(found.get(check.series.replace("oldest_seconds", "length"), 0)) if queue(check) else 0,
        "bounds": _bounds(check),
        "gauge": mark_safe(draw(reading)),  # noqa: S308 - of numbers and words of ours
        "page": page,
        "guide": f"{GUIDE}#{check.name}",
    }


def queue(check: Check) -> bool:
    """Whether a check is of the oldest of a queue, whose length says something too."""
    return check.series.startswith("rekam_queue_oldest_seconds")


def figure(check: Check, number: float) -> str:
    """A check's number in words."""
    if isinf(number):
        return _("belum pernah")
    if check.unit is Unit.SHARE:
        return f"{desimal(number * 100, 0)}%"
    return span(number) if check.unit is Unit.SECONDS else jumlah(int(number))


def span(seconds: float) -> str:
    """An age in its largest unit, cut off."""
    days, hours, minutes = int(seconds // DAY), int(seconds // HOUR), int(seconds // MINUTE)
    if days >= 2:
        return ngettext("%(n)s hari", "%(n)s hari", days) % {"n": jumlah(days)}
    if hours >= 1:
        return ngettext("%(n)s jam", "%(n)s jam", hours) % {"n": hours}
    if minutes >= 1:
        return ngettext("%(n)s menit", "%(n)s menit", minutes) % {"n": minutes}
    return _("di bawah semenit") if seconds else "–"


def _bounds(check: Check) -> str:
    """From where somebody looks and acts."""
    sign = "<" if check.below else "≥"
    told = [
        f"{word} {sign} {figure(check, bound)}"
        for bound, word in ((check.look, words.STATES[State.LOOK]), (check.act, words.STATES[State.ACT]))
        if bound is not None
    ]
    return ", ".join(told)
