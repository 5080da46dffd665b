"""The form of the page where one says no."""

from django import forms
from django.utils.translation import gettext_lazy as lazy


class StopForm(forms.Form):
    code = forms.CharField(
        label=lazy("Kode pada pesan"),
        max_length=40,
        help_text=lazy("Sepuluh huruf dan angka sesudah kata stop."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
