"""The paper, for the office and for whoever applied; and the page on which anybody checks one."""

from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import address_of, allow
from rekam.applications.catalogue import words
from rekam.applications.filing import own
from rekam.applications.filing.models import Application
from rekam.applications.filing.writing import tell
from rekam.applications.products import drawing
from rekam.applications.products.checking import check as check_paper
from rekam.applications.products.models import Paper
from rekam.applications.review.queries import get_application
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken


class CheckForm(forms.Form):
    """The key that stands beside the QR."""

    kode = forms.CharField(
        label=lazy("Kode pada dokumen"),
        max_length=40,
        help_text=lazy("Enam belas huruf dan angka di samping kotak QR."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


@allow("applications.see")
@require_GET
@cache_control(no_store=True, private=True)
def of_application(request: HttpRequest, application: UUID) -> HttpResponse:
    paper = _paper(get_application(application))
    show(
        request,
        "applications.paper_drawn",
        people=[str(paper.resident)],
        beside=[str(application), str(paper.uuid)],
        purpose=Purpose.SERVICE,
        case=str(application),
    )
    return _pdf(request, paper)


@require_GET
@cache_control(no_store=True, private=True)
@own.with_own
def own_paper(request: HttpRequest, row: Application) -> HttpResponse:
    """The originals were brought in person, so whoever has number and code may print it at home."""
    paper = _paper(row)
    tell("paper_drawn", row=row, actor=own.actor(request), at=timezone.now())
    return _pdf(request, paper)


@require_GET
@cache_control(no_store=True, private=True)
def check(request: HttpRequest) -> HttpResponse:
    form = CheckForm(request.GET if "kode" in request.GET else None)
    asked, found = form.is_bound and form.is_valid(), None
    if asked:
        found = check_paper(form.cleaned_data["kode"], address=address_of(request), at=timezone.now())
    context = {
        "form": form,
        "asked": asked,
        "found": found,
        "product": words.PAPERS[found.kind] if found else "",
    }
    return render(request, "applications/products/check.html", context, status=400 if form.errors else 200)


def _paper(row: Application) -> Paper:
    found = Paper.objects.filter(application=row).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def _pdf(request: HttpRequest, paper: Paper) -> HttpResponse:
    page = request.build_absolute_uri(reverse("applications:check_paper"))
    answer = HttpResponse(
        drawing.pdf(paper, page=page, specimen=settings.REKAM_DEMO), content_type="application/pdf"
    )
    answer["Content-Disposition"] = f'inline; filename="dokumen-{paper.uuid.hex[:8]}.pdf"'
    return answer
