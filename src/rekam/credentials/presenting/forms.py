"""What an officer asks to be shown, and for what."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.credentials.presenting.words import TEMPLATES


class AskForm(forms.Form):
    template = forms.ChoiceField(
        label=lazy("Yang diminta"),
        choices=[(one.value, text) for one, text in TEMPLATES.items()],
        widget=forms.RadioSelect,
    )
    purpose = forms.CharField(
        label=lazy("Keperluan"),
        max_length=120,
        help_text=lazy("Pemiliknya membaca ini di teleponnya sebelum setuju."),
    )
    same_phone = forms.BooleanField(
        label=lazy("Dompetnya ada di perangkat ini juga"),
        required=False,
        help_text=lazy("Sesudah menjawab, pemiliknya kembali ke halaman ini."),
    )
