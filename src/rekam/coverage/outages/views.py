"""What everybody may read of outages: a page and its file, where the office publishes open data."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from rekam.coverage.open_data.views import readers
from rekam.coverage.outages.files import as_csv
from rekam.coverage.outages.queries import OfYear, of_year
from rekam.devices.outages.words import CAUSES
from rekam.kernel.database import Scope, scope
from rekam.kernel.region import area_name

TEN_MINUTES = 600


@require_safe
@readers
def outages(request: HttpRequest) -> HttpResponse:
    found, at = _found(), timezone.now()
    context = {
        "found": found,
        "rows": [(line, area_name(line.area_code), CAUSES[line.cause]) for line in found.lines],
        "at": at,
    }
    return _kept(render(request, "coverage/outages/public.html", context))


@require_safe
@readers
def outages_file(_request: HttpRequest) -> HttpResponse:
    found = _found()
    answer = HttpResponse(as_csv(found.lines, year=found.year), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="gangguan-{found.year}.csv"'
    return _kept(answer)


def _found() -> OfYear:
    office = str(settings.REKAM_OFFICE_AREA)
    with scope(Scope.of(office)):
        return of_year(office=office, at=timezone.now())


def _kept(answer: HttpResponse) -> HttpResponse:
    if settings.REKAM_OPEN_DATA:
        patch_cache_control(answer, max_age=TEN_MINUTES, public=True)
    else:
        patch_cache_control(answer, private=True, max_age=0)
    return answer
