"""The public page of what the office made of its promise."""

from django.conf import settings as django
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import Service
from rekam.applications.clock import settings
from rekam.applications.clock.performance import SMALL
from rekam.applications.clock.queries import performance
from rekam.applications.clock.rules import PROMISE, Start
from rekam.applications.clock.words import CAUSES
from rekam.applications.complaints.figures import figures as count_complaints
from rekam.applications.complaints.rules import Category
from rekam.applications.complaints.words import CATEGORIES
from rekam.kernel.database import Scope, scope


@require_GET
def figures(request: HttpRequest) -> HttpResponse:
    with scope(Scope.of(django.REKAM_OFFICE_AREA)):
        found, complaints = performance(now=timezone.now()), count_complaints(now=timezone.now())
    context = {
        "found": found,
        "shown": found.whole.sent >= SMALL,
        "lines": [(catalogue.SERVICES[Service(line.service)], line) for line in found.lines],
        "paused": [
            (CAUSES[cause], number) for cause, number in found.whole.paused.items() if number >= SMALL
        ],
        "told": complaints,
        "complaint_lines": [(CATEGORIES[Category(line.service)], line) for line in complaints.lines],
        "promise": PROMISE,
        "working": settings.in_working_days(),
        "from_originals": settings.start() is Start.ORIGINALS,
    }
    return render(request, "applications/clock/figures.html", context)
