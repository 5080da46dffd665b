"""The pattern pages: they hold made-up figures and no one's data, so anyone may look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rekam.ui import patterns as samples


@require_GET
def patterns(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/index.html", samples.components())


@require_GET
def station_pattern(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/station.html", samples.station())


@require_GET
def adjudication_pattern(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/adjudication.html", samples.adjudication())


@require_GET
def resident_pattern(request: HttpRequest) -> HttpResponse:
    return render(request, "ui/patterns/resident.html", samples.resident())
