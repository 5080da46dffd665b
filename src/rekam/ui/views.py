"""The pattern pages: they hold made-up figures and no one's data, so anyone may look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rekam.ui import pattern_pages
from rekam.ui import patterns as samples


@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/index.html", samples.components())


@require_GET
def dashboard_pattern(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/dashboard.html", samples.dashboard())


@require_GET
def station_pattern(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/station.html", pattern_pages.station())


@require_GET
def adjudication_pattern(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/adjudication.html", pattern_pages.adjudication())


@require_GET
def resident_pattern(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/resident.html", pattern_pages.resident())
