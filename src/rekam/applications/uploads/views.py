"""The applicant's page of one paper: what was sent, and one sheet more."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST

from rekam.applications import services
from rekam.applications.catalogue import words
from rekam.applications.catalogue.rules import Document
from rekam.applications.filing import own, showing
from rekam.applications.filing.asking import done
from rekam.applications.filing.models import Application
from rekam.kernel.errors import RuleBroken


class SheetForm(forms.Form):
    """One file."""

    sheet = forms.FileField(
        label=lazy("Foto atau berkas PDF"),
        allow_empty_file=True,
        help_text=lazy("Paling besar 5 MB. Foto seluruh kertasnya, lurus dan terang."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )


@cache_control(no_store=True, private=True)
@require_http_methods(["GET", "POST"])
@own.with_own
def paper(request: HttpRequest, row: Application, *, document: str) -> HttpResponse:
    now = timezone.now()
    found = {one.document: one for one in showing.papers_of(row, at=now)}.get(read_document(document))
    if found is None:
        raise RuleBroken("not_found")
    form = SheetForm(request.POST or None, request.FILES or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: _take_in(request, row, form, found))
    ):
        messages.success(request, _("Tersimpan. Kirim lembar berikutnya, atau kembali ke daftarnya."))
        return redirect("applications:paper", document)
    context = {"form": form, "paper": found, "word": words.DOCUMENTS[found.document]}
    return render(request, "applications/uploads/paper.html", context, status=400 if form.errors else 200)


def _take_in(request: HttpRequest, row: Application, form: SheetForm, found: showing.Paper) -> None:
    services.take_in(
        application=row.uuid,
        document=found.document,
        data=form.cleaned_data["sheet"].read(),
        actor=own.actor(request),
        at=timezone.now(),
    )


def read_document(text: str) -> Document:
    """A paper by its name in an address. Raises RuleBroken("not_found")."""
    try:
        return Document(text)
    except ValueError as wrong:
        raise RuleBroken("not_found") from wrong


@require_POST
@own.with_own
def take_back(request: HttpRequest, row: Application, *, document: str) -> HttpResponse:
    try:
        scan = UUID(request.POST.get("scan", ""))
    except ValueError as wrong:
        raise RuleBroken("not_found") from wrong
    services.take_back(application=row.uuid, scan=scan, actor=own.actor(request), at=timezone.now())
    return redirect("applications:paper", document)
