"""The form of a list of names."""

from django import forms
from django.utils.translation import gettext_lazy as lazy


class ListForm(forms.Form):
    """A file with a line for each person."""

    file = forms.FileField(
        label=lazy("Berkas CSV atau XLSX"),
        max_length=200,
        help_text=lazy("Kolom kelas, nama, tanggal lahir, dan NIK bila ada. Paling banyak 5.000 baris."),
    )
