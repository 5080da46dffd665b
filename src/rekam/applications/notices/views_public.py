"""What anybody may open: news of a recording, by slip and NIK, and breaches that concern everybody."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import address_of
from rekam.applications.notices import queries, refusals, services
from rekam.applications.notices.forms import FollowForm
from rekam.applications.notices.rules import is_one_by_one
from rekam.enrolment import refusals as enrolment
from rekam.enrolment.services import ForResident
from rekam.kernel.database import Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import area_name
from rekam.messages import refusals as messages
from rekam.registry import refusals as registry
from rekam.ui.language import page_language

TOLD = messages.SENTENCES | registry.SENTENCES | enrolment.SENTENCES | refusals.SENTENCES


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def follow(request: HttpRequest) -> HttpResponse:
    form = FollowForm(request.POST or None)
    told = _told(request, form) if request.method == "POST" and form.is_valid() else None
    context = {"form": form, "told": told}
    return render(request, "applications/notices/follow.html", context, status=400 if form.errors else 200)


def _told(request: HttpRequest, form: FollowForm) -> ForResident | None:
    try:
        return services.follow(
            **form.cleaned_data,
            language=page_language(),
            asker=address_of(request),
            at=timezone.now(),
        )
    except RuleBroken as broken:
        text = TOLD.get(broken.code)
        if text is None:
            raise
        form.add_error("contact" if "message_" in broken.code else None, str(text).format(**broken.facts))
        return None


@require_GET
def announcements(request: HttpRequest) -> HttpResponse:
    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        rows = [
            (row, area_name(row.touched_area) if row.touched_area else "", is_one_by_one(row.people))
            for row in queries.announced()
        ]
    return render(request, "applications/notices/announcements.html", {"rows": rows})
