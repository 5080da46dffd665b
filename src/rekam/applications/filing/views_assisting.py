"""The page of who files for people without a telephone, and the slip that these people take home."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rekam.accounts.permissions import allow, who
from rekam.applications.catalogue import words as catalogue
from rekam.applications.catalogue.rules import offers_on
from rekam.applications.filing import assisting, own
from rekam.applications.filing import slip as drawing
from rekam.applications.filing.models import Application
from rekam.audit.services import record
from rekam.kernel.installation import office_day


@allow("applications.assist")
@require_GET
def assisted(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    told = who(request)
    filed = assisting.filed_by(told["actor"])
    record("applications.assisted_seen", **told, number=len(filed))
    offered = offers_on(office_day(at))
    context = {
        "filed": filed,
        "services": [(one.value, word) for one, word in catalogue.SERVICES.items() if one in offered],
        "at": at,
    }
    return render(request, "applications/filing/assisted.html", context)


@cache_control(no_store=True, private=True)
@require_GET
@own.with_own
def slip(request: HttpRequest, row: Application) -> HttpResponse:
    """Number and code on half a sheet, for as long as the code is shown at all."""
    if request.session.get(own.TOKEN) != str(row.token):
        return redirect("applications:own")
    page = request.build_absolute_uri(reverse("applications:find"))
    answer = HttpResponse(drawing.pdf(row, page=page), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="tanda-permohonan.pdf"'
    return answer
