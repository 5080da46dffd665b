"""The public list of services: what each needs, that it is free, and the way to begin."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rekam.applications.bookings.showing import told_to_all
from rekam.applications.catalogue import words
from rekam.applications.catalogue.rules import get_offer, offers_on
from rekam.applications.filing import own
from rekam.kernel.installation import office_day


@require_GET
def services(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    offered = offers_on(office_day(now))
    lines = [(one, words.SERVICES[one], words.FOR_WHOM[one]) for one in words.SERVICES if one in offered]
    context = {"lines": lines, "outages": told_to_all(at=now)}
    return render(request, "applications/catalogue/services.html", context)


@require_GET
def service(request: HttpRequest, service: str) -> HttpResponse:
    offer = get_offer(service, on=office_day(timezone.now()))
    context = {
        "offer": offer,
        "name": words.SERVICES[offer.service],
        "for_whom": words.FOR_WHOM[offer.service],
        "papers": [
            (words.DOCUMENTS[one.document], words.CONDITIONS.get(one.only_if, "")) for one in offer.requires
        ],
        "product": words.PRODUCTS[offer.product],
        "token": uuid4(),
        "assisting": own.helper(request) is not None,
    }
    return render(request, "applications/catalogue/service.html", context)
