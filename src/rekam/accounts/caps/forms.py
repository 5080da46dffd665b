"""Raising a limit."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.accounts.caps.rules import MOST_EXTRA, Sort


class RaiseForm(forms.Form):
    username = forms.CharField(label=_("Nama pengguna"), max_length=60)
    sort = forms.ChoiceField(
        label=_("Yang dihitung"),
        choices=[(Sort.LOOKS, _("dilihat di halaman")), (Sort.EXPORTED, _("dalam berkas ekspor"))],
    )
    extra = forms.IntegerField(label=_("Tambahan untuk hari ini, orang"), min_value=1, max_value=MOST_EXTRA)
    reason = forms.CharField(
        label=_("Alasan"), min_length=10, max_length=200, help_text=_("Paling sedikit 10 huruf; tercatat.")
    )
