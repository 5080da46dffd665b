"""The page of the *tanda terima*: its number and the NIK, typed in and never in an address."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from rekam.accounts.permissions import address_of
from rekam.enrolment import refusals, showing
from rekam.enrolment.looking_up import Standing, standing_for
from rekam.kernel.errors import RuleBroken

_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
# What is put right in the form; the rest is a page of its own.
IN_THE_FORM = {"slip_number_wrong": "slip", "nik_malformed": "nik", "standing_unknown": None}


class SlipForm(forms.Form):
    """The number on the slip, and the NIK."""

    slip = forms.CharField(
        label=_("Nomor tanda terima"),
        help_text=_("Delapan angka di bagian atas, misalnya 4821 0936."),
        max_length=20,
        widget=forms.TextInput(attrs=_DIGITS | {"class": "govuk-input--width-10"}),
    )
    nik = forms.CharField(
        label="NIK",
        help_text=_("Enam belas angka, di KTP atau kartu keluarga."),
        max_length=30,
        widget=forms.TextInput(attrs=_DIGITS | {"class": "govuk-input--width-20"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def ask(request: HttpRequest) -> HttpResponse:
    form = SlipForm(request.POST or None)
    found = _found(request, form) if request.method == "POST" and form.is_valid() else None
    if found is None:
        status = 400 if form.errors else 200
        return render(request, "enrolment/standing_ask.html", {"form": form}, status=status)
    context = {"standing": found, "steps": showing.steps(found), "at": timezone.now()}
    return render(request, "enrolment/standing_told.html", context)


def _found(request: HttpRequest, form: SlipForm) -> Standing | None:
    told = form.cleaned_data
    nik = "".join(str(told["nik"]).split())
    try:
        return standing_for(slip=told["slip"], nik=nik, address=address_of(request), at=timezone.now())
    except RuleBroken as broken:
        if broken.code not in IN_THE_FORM:
            raise
        form.add_error(IN_THE_FORM[broken.code], str(SENTENCES[broken.code]))
        return None


SENTENCES = refusals.SENTENCES | {"nik_malformed": _("NIK terdiri dari 16 angka.")}
