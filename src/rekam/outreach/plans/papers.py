"""A week on paper and in a workbook."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from importlib import resources

from django.utils.translation import gettext as _

from rekam.kernel.workbook import to_xlsx
from rekam.outreach.plans.models import Plan, PlanStop
from rekam.outreach.plans.words import heads, reason
from rekam.ui.dates import long_date, short_date, weekday
from rekam.ui.language import page_language
from rekam.ui.numbers import count
from rekam.ui.typesetting import typeset


def week_pdf(plan: Plan, *, stops: Sequence[PlanStop], days: Sequence[date], at: datetime) -> bytes:
    """A sheet of A4 for each team: its days, its stops, whom to ask for, and room for what came of it."""
    layout = resources.files("rekam.outreach.plans").joinpath("week.typ").read_bytes()
    teams: dict[str, list[PlanStop]] = {}
    for stop in stops:
        teams.setdefault(stop.team.name, []).append(stop)
    told = {
        "title": _("Pekan %(first)s – %(last)s") % _span(days),
        "foot": _("Rencana %(number)s") % {"number": plan.number},
        "page": _("halaman"),
        "heads": [
            _("Hari"),
            _("Tempat"),
            _("Menit"),
            _("Belum direkam"),
            _("Perkiraan"),
            _("Terekam"),
            _("Tidak hadir"),
        ],
        "contact": _("Hubungi"),
        "teams": [
            {
                "name": name,
                "office": own[0].team.office.name,
                "members": ", ".join(own[0].team.members),
                "rows": [
                    _row(stop, before=before) for before, stop in zip([None, *own[:-1]], own, strict=True)
                ],
            }
            for name, own in sorted(teams.items())
        ],
    }
    return typeset({"main.typ": layout, "week.json": json.dumps(told).encode()}, at=at)


def plan_xlsx(stops: Sequence[PlanStop]) -> bytes:
    """Every stop of a plan as a row; dates that are changed in it and sent back move the stops."""
    columns = ("id", "tanggal", "tim", "kantor", "tempat", "menit", "belum_direkam", "perkiraan", "alasan")
    rows = [
        (
            str(stop.uuid),
            stop.day.isoformat(),
            stop.team.name,
            stop.team.office.name,
            stop.site.name,
            stop.minutes,
            round(stop.called),
            round(stop.people),
            reason(stop),
        )
        for stop in stops
    ]
    return to_xlsx(columns=columns, rows=rows)


def _span(days: Sequence[date]) -> dict[str, str]:
    language = page_language()
    return {
        "first": short_date(days[0], language=language),
        "last": long_date(days[-1], language=language),
    }


def _row(stop: PlanStop, *, before: PlanStop | None) -> dict[str, str]:
    """A line of the sheet; the day stands at its first stop only."""
    language = page_language()
    site, day = stop.site, stop.day
    begins = before is None or before.day != day
    return {
        "day": f"{weekday(day, language=language)}, {short_date(day, language=language)}" if begins else "",
        "place": site.name,
        "contact": " · ".join(part for part in (site.contact, site.phone) if part),
        "minutes": count(stop.minutes),
        "called": count(round(stop.called)),
        "people": heads(stop.people),
    }
