"""The form by which a list comes in."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.registry.bulk.rules import Kind
from rekam.ui.forms import ThreePartDateField


class SendForm(forms.Form):
    """A file, what it holds, and the day it speaks of."""

    kind = forms.ChoiceField(
        label=lazy("Isi berkas"),
        choices=[
            (Kind.RESIDENTS, lazy("penduduk (kolom SIAK)")),
            (Kind.STATUSES, lazy("status KTP-el (NIK, EKTP_STATUS, tanggal, tempat)")),
        ],
    )
    file = forms.FileField(
        label=lazy("Berkas"),
        max_length=200,
        help_text=lazy("CSV dengan nama kolom SIAK pada baris pertama; boleh .gz. Paling besar 512 MB."),
    )
    as_of = ThreePartDateField(
        label=lazy("Keadaan per tanggal"), help_text=lazy("tanggal data diambil dari SIAK, bukan hari ini")
    )
    mapping = forms.FileField(
        label=lazy("Berkas pemetaan"),
        required=False,
        help_text=lazy("TOML atau CSV, bila nama kolomnya lain."),
    )
