"""The paper, for the office and for whoever applied; and the page on which anybody checks one."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.caps.permissions import show
from rekam.accounts.permissions import address_of, allow
from rekam.applications.catalogue import words
from rekam.applications.filing import own
from rekam.applications.filing.asking import done
from rekam.applications.filing.models import Application
from rekam.applications.filing.writing import tell
from rekam.applications.products import checking, drawing, keyset
from rekam.applications.products.models import Paper
from rekam.applications.products.signed import MOST_LETTERS
from rekam.applications.review.queries import get_application
from rekam.audit.rules import Purpose
from rekam.kernel.errors import RuleBroken
from rekam.vault.queries import server_keys


class CheckForm(forms.Form):
    """The key that stands beside the QR."""

    kode = forms.CharField(
        label=lazy("Kode pada dokumen"),
        max_length=40,
        help_text=lazy("Enam belas huruf dan angka di samping kotak QR."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


MOST_BYTES = 5 * 1024 * 1024


class VerifyForm(forms.Form):
    """A PDF, or what a telephone read from a QR."""

    pdf = forms.FileField(
        label=lazy("Berkas PDF-nya"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )
    text = forms.CharField(
        label=lazy("Atau isi kotak QR"),
        max_length=MOST_LETTERS,
        required=False,
        help_text=lazy("Seluruh alamat yang terbaca ponsel, dari https sampai huruf terakhir."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, object]:
        told = super().clean() or {}
        if not told.get("pdf") and not told.get("text") and not self.errors:
            raise forms.ValidationError(lazy("Pilih berkas PDF-nya, atau tempel isi kotak QR."))
        if (sent := told.get("pdf")) is not None and sent.size > MOST_BYTES:
            raise forms.ValidationError(lazy("Berkas ini lebih dari 5 MB, jadi bukan dokumen kantor ini."))
        return told


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


@require_http_methods(["GET", "POST"])
@cache_control(no_store=True, private=True)
def check(request: HttpRequest) -> HttpResponse:
    """By its key, as the QR's address asks; by POST its signature, which no address tells the server."""
    if request.method == "POST":
        return _verify(request)
    form = CheckForm(request.GET if "kode" in request.GET else None)
    asked, found = form.is_bound and form.is_valid(), None
    if asked:
        found = checking.check(form.cleaned_data["kode"], address=address_of(request), at=timezone.now())
    product = words.PAPERS[found.kind] if found else ""
    return _check_page(request, {"asked": asked, "found": found, "product": product}, form=form)


def _verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES)
    found: list[checking.Verified] = []
    if form.is_valid() and done(form, lambda: found.append(_verified(request, form))):
        told = {"verified": found[0], "product": words.PAPERS[found[0].stated.kind]}
        return _check_page(request, told, verify=form)
    return _check_page(request, {}, verify=form)


def _verified(request: HttpRequest, form: VerifyForm) -> checking.Verified:
    sent = form.cleaned_data["pdf"]
    return checking.verify(
        text=form.cleaned_data["text"],
        pdf=sent.read() if sent else b"",
        address=address_of(request),
        at=timezone.now(),
    )


def _check_page(
    request: HttpRequest,
    told: Mapping[str, object],
    *,
    form: CheckForm | None = None,
    verify: VerifyForm | None = None,
) -> HttpResponse:
    wrong = any(one is not None and one.errors for one in (form, verify))
    context: dict[str, object] = {"form": form or CheckForm(), "verify": verify or VerifyForm(), **told}
    return render(request, "applications/products/check.html", context, status=400 if wrong else 200)


@require_GET
def keys(_request: HttpRequest) -> HttpResponse:
    """The public keys of papers, for whoever checks without a network."""
    return HttpResponse(keyset.write(server_keys().paper_public), content_type="application/json")


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
