"""The auditor's page: what was done, when and by whom, without anybody's name."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import PURPOSES, Account, allow, officer
from rekam.accounts.queries import named, officers
from rekam.accounts.rules import covers
from rekam.audit.queries import Asked, Entry, acts, count_by_day, find_entries, log_state
from rekam.audit.rules import UNKNOWN, Purpose
from rekam.audit.services import record
from rekam.kernel.dates import OfficeZone
from rekam.ui.forms import PARTS, ThreePartDateField

SHOWN = 50
WEEK = timedelta(days=6)
# The day after the last one that is asked for must be a day too, in every zone.
CALENDAR = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31)))


class LogForm(forms.Form):
    """What is looked for."""

    since = ThreePartDateField(label=lazy("Dari tanggal"), validators=CALENDAR)
    until = ThreePartDateField(label=lazy("Sampai tanggal"), validators=CALENDAR)
    actor = forms.CharField(label=lazy("Nama pengguna petugas"), required=False, max_length=60)
    action = forms.ChoiceField(label=lazy("Tindakan"), required=False)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        known = [(action, f"{acts()[action].words} ({action})") for action in sorted(acts())]
        self.fields["action"].choices = [("", lazy("Semua")), *known]  # type: ignore[attr-defined]


@allow("audit.read")
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    account = officer(request)
    zone = OfficeZone(account.zone)
    today = account.day(timezone.now())
    form = LogForm(_boxes("since", today - WEEK) | _boxes("until", today) | request.GET.dict())
    context: dict[str, object] = {"form": form, "state": log_state(), "at": timezone.now()}
    if not form.is_valid():
        return render(request, "web/log.html", context, status=400)
    asked = Asked(
        actors=_actors(account),
        actor=form.cleaned_data["actor"].strip(),
        action=form.cleaned_data["action"],
        since=datetime.combine(form.cleaned_data["since"], time(), tzinfo=zone.zone),
        until=datetime.combine(form.cleaned_data["until"] + timedelta(days=1), time(), tzinfo=zone.zone),
    )
    _note(asked, actor=account.username)
    found = find_entries(asked, before=form.cleaned_data["before"], limit=SHOWN + 1)
    rows, days = [_row(entry) for entry in found[:SHOWN]], count_by_day(asked, zone=zone.zone)
    names = named({*(entry.actor for entry in found[:SHOWN]), *(day.actor for day in days)})
    context |= {"rows": rows, "days": days, "names": names}
    if len(found) > SHOWN:
        following = request.GET.copy()
        following["before"] = str(found[SHOWN - 1].pk)
        context["following"] = f"?{following.urlencode()}"
    return render(request, "web/log.html", context)


def _boxes(name: str, day: date) -> dict[str, str]:
    """A day as the three boxes of its field hand it over."""
    return {f"{name}_{part}": str(getattr(day, part)) for part in PARTS}


def _actors(auditor: Account) -> frozenset[str] | None:
    """Whose entries an auditor reads: of the officers posted inside the areas audited.

    What jobs, commands, residents and partners did belongs to the whole office: only who audits all of its
    area reads that too.
    """
    if any(covers(area, settings.REKAM_OFFICE_AREA) for area in auditor.areas):
        return None
    return frozenset(one.username for one in officers(by=auditor))


def _row(entry: Entry) -> dict[str, object]:
    return {
        "entry": entry,
        "what": acts().get(entry.action, UNKNOWN).words,
        "why": PURPOSES[Purpose(entry.purpose)] if entry.purpose else "",
        "subjects": len(entry.subjects),
    }


def _note(asked: Asked, *, actor: str) -> None:
    record(
        "web.log_seen",
        actor=actor,
        at=timezone.now(),
        purpose=Purpose.SUPERVISION,
        of=asked.actor,
        action_asked=asked.action,
        since=asked.since.isoformat(),
        until=asked.until.isoformat(),
    )
