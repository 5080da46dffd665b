"""The page of a projection: the question, the answer in a sentence, the fan and its table, why not 100 %."""

from datetime import date
from math import floor
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rekam.accounts.permissions import allow, officer
from rekam.coverage.charts import lines
from rekam.coverage.of_people import of_people
from rekam.coverage.places import place_asked
from rekam.coverage.projection.forecast import PATHS, Forecast, project
from rekam.coverage.projection.forms import ProjectionForm, first_question
from rekam.coverage.projection.lives import Channel, Register
from rekam.coverage.projection.outages import with_logged
from rekam.coverage.projection.past import past_coverage, thinned
from rekam.coverage.projection.presets import presets
from rekam.coverage.projection.queries import read_register
from rekam.coverage.projection.rules import Measure
from rekam.coverage.projection.safes import filled
from rekam.coverage.projection.scenarios import NOTHING_CHANGES
from rekam.coverage.projection.words import CHANNELS, MEASURES
from rekam.coverage.queries import parents
from rekam.coverage.targets.queries import next_target
from rekam.kernel.region import AreaCode, area_name
from rekam.ui.dates import SHORT_MONTHS
from rekam.ui.language import page_language

TABLE_ROWS = 9


@require_safe
@allow("coverage.see")
@of_people
def projection(request: HttpRequest) -> HttpResponse:
    account, place, now = officer(request), place_asked(request), timezone.now()
    today = account.day(now)
    asked = _asked(request, place=place, today=today)
    form = ProjectionForm(asked, today=today)
    context = {
        "place": place,
        "name": area_name(place.text),
        "parents": parents(place, within=account.scope),
        "form": form,
        "presets": presets(asked, place=place.text),
        "today": today,
    }
    if not form.is_valid():
        return render(request, "coverage/projection/page.html", context, status=400)
    question = form.cleaned_data["question"]
    scenario = filled(form.cleaned_data["scenario"], place=place, measure=question.measure, at=now)
    scenario = with_logged(scenario, place=place, at=now)
    register = read_register(place=place, measure=question.measure, today=today)
    forecast = project(register, question=question, scenario=scenario)
    told = answer(forecast, register=register, name=area_name(place.text))
    return render(request, "coverage/projection/page.html", context | told)


def answer(forecast: Forecast, *, register: Register, name: str) -> dict[str, Any]:
    """What the page says of a forecast."""
    found, question = forecast.outcome, forecast.question
    course = _course(forecast, register=register, name=name)
    return {
        "forecast": forecast,
        "question": question,
        "measure": MEASURES[question.measure],
        "is_held": question.measure is Measure.HELD,
        "coverage": found.coverage.cut(),
        "rows": [(found.days[at], found.band[at].cut()) for at in thinned(found.days, rows=TABLE_ROWS)],
        "wide": lines.draw_lines(course, box=lines.WIDE, identifier="arah-lebar"),
        "narrow": lines.draw_lines(course, box=lines.NARROW, identifier="arah-sempit"),
        "chance": floor(100 * found.chance),
        "standing": forecast.standing,
        "supposing": forecast.scenario != NOTHING_CHANGES,
        "stock": forecast.scenario.stock,
        "outage_share": None
        if forecast.scenario.outage_share is None
        else round(100 * forecast.scenario.outage_share, 2),
        "replaced": floor(100 * (forecast.scenario.replaced or 0)),
        "channels": channels(forecast),
        "arrivals_known": register.arrivals_known,
        "paths": PATHS,
    }


def channels(forecast: Forecast) -> list[tuple[str, int]]:
    """The ways by which the recordings came that were learnt from, in percent."""
    mix = forecast.learnt.recording.mix
    return [(str(CHANNELS[way]), round(100 * float(mix[way]))) for way in Channel if mix[way] > 0]


def _course(forecast: Forecast, *, register: Register, name: str) -> lines.Course:
    found, question = forecast.outcome, forecast.question
    past = [lines.Point(one.day, one.percent) for one in past_coverage(register, measure=question.measure)]
    title = _("Capaian %(name)s: yang sudah lewat, dan yang mungkin sampai tanggal yang ditanyakan")
    language = page_language()
    return lines.Course(
        past=[past],
        ahead=[
            lines.Future(day, row.p10, row.p50, row.p90)
            for day, row in zip(found.days, found.band, strict=True)
        ],
        target=question.target,
        words=lines.Words(
            title=title % {"name": name},
            unit=_("% wajib KTP (sumbu tidak mulai dari 0)"),
            target=_("target"),
            today=_("hari ini"),
            comma="." if language == "en" else ",",
        ),
        ticks=lines.calendar_ticks(past[0].day, until=found.days[-1], names=SHORT_MONTHS[language]),
    )


def _asked(request: HttpRequest, *, place: AreaCode, today: date) -> dict[str, Any]:
    if "target" in request.GET:
        return request.GET.dict()
    known = next_target(area_code=place.text, measure=Measure.RECORDED, after=today)
    if known is None:
        return first_question(target=None, on=None, today=today)
    return first_question(target=known.percent, on=known.on, today=today)
