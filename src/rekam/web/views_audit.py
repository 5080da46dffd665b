"""The auditor's page: what was done, when and by whom, without anybody's name."""

from datetime import date, datetime, time, timedelta

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import PURPOSES, allow, officer
from rekam.audit.queries import Asked, Entry, acts, count_by_day, find_entries, log_state
from rekam.audit.rules import UNKNOWN, Purpose
from rekam.audit.services import record
from rekam.kernel.dates import OfficeZone

SHOWN = 50
WEEK = timedelta(days=6)
# As browsers hand days over, whatever the page's language is.
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
# The day after the last one that is asked for must be a day too, in every zone.
CALENDAR = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31)))


class LogForm(forms.Form):
    """What is looked for."""

    since = forms.DateField(label=lazy("Dari tanggal"), widget=DAY, validators=CALENDAR)
    until = forms.DateField(label=lazy("Sampai tanggal"), widget=DAY, validators=CALENDAR)
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
    form = LogForm({"since": today - WEEK, "until": today, **request.GET.dict()})
    context: dict[str, object] = {"form": form, "state": log_state(), "at": timezone.now()}
    if not form.is_valid():
        return render(request, "web/log.html", context, status=400)
    asked = Asked(
        actor=form.cleaned_data["actor"].strip(),
        action=form.cleaned_data["action"],
        since=datetime.combine(form.cleaned_data["since"], time(), tzinfo=zone.zone),
        until=datetime.combine(form.cleaned_data["until"] + timedelta(days=1), time(), tzinfo=zone.zone),
    )
    _note(asked, actor=account.username)
    found = find_entries(asked, before=form.cleaned_data["before"], limit=SHOWN + 1)
    context |= {"rows": [_row(entry) for entry in found[:SHOWN]], "days": count_by_day(asked, zone=zone.zone)}
    if len(found) > SHOWN:
        following = request.GET.copy()
        following["before"] = str(found[SHOWN - 1].pk)
        context["following"] = f"?{following.urlencode()}"
    return render(request, "web/log.html", context)


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
