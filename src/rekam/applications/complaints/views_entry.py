"""At the counter: what somebody says is written down, and what came on paper is keyed in."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rekam.accounts.permissions import allow, officer, who
from rekam.applications.complaints import own, services
from rekam.applications.complaints.forms import PaperForm, PrintForm, TellForm
from rekam.applications.complaints.paper import forms_pdf
from rekam.applications.complaints.rules import Channel
from rekam.applications.complaints.views import keep_open, read_token
from rekam.applications.filing.asking import done
from rekam.kernel.database import scope
from rekam.ui.files import opened


@allow("applications.enter_complaints")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    form = TellForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _enter(request, form)):
        return redirect("complaints:code")
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "applications/complaints/enter.html", context, status=400 if form.errors else 200)


def _enter(request: HttpRequest, form: TellForm) -> None:
    with scope(own.reach()):  # where it happened may lie beyond the counter's own kecamatan
        filed = services.file(
            told=form.told(),
            token=read_token(request),
            channel=Channel.COUNTER,
            keyed_by=officer(request).username,
            sheet=form.sheet_bytes(),
            at=timezone.now(),
        )
    keep_open(request, filed.complaint)


@allow("applications.enter_complaints")
@require_http_methods(["GET", "POST"])
def on_paper(request: HttpRequest) -> HttpResponse:
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _key_in(request, form)):
        messages.success(request, _("Pengaduan di kertas itu tersimpan. Simpan kertasnya di map tertutup."))
        return redirect("complaints:on_paper")
    context = {"form": form, "print": PrintForm()}
    return render(request, "applications/complaints/paper.html", context, status=400 if form.errors else 200)


def _key_in(request: HttpRequest, form: PaperForm) -> None:
    with scope(own.reach()):
        services.file(
            told=form.told(),
            token=services.read_form(form.cleaned_data["number"]).token,
            channel=Channel.PAPER,
            keyed_by=officer(request).username,
            sheet=form.sheet_bytes(),
            at=timezone.now(),
        )


@allow("applications.enter_complaints")
@require_POST
def print_forms(request: HttpRequest) -> HttpResponse:
    form = PrintForm(request.POST)
    copies = form.cleaned_data["copies"] if form.is_valid() else 0
    made = services.print_forms(copies=copies, area_code=officer(request).areas[0], **who(request))
    page = request.build_absolute_uri(reverse("complaints:find"))
    return opened(forms_pdf(made, page=page, at=timezone.now()), name="formulir-pengaduan.pdf")
