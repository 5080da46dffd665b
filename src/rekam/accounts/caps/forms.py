"""Raising a limit."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.accounts.caps.rules import MOST_EXTRA, Sort
from rekam.accounts.models import Account
from rekam.accounts.queries import in_a_list


class RaiseForm(forms.Form):
    username = forms.ChoiceField(
        label=_("Petugas"), error_messages={"invalid_choice": _("Pilih petugas dari daftar")}
    )
    sort = forms.ChoiceField(
        label=_("Yang dihitung"),
        choices=[(Sort.LOOKS, _("dilihat di halaman")), (Sort.EXPORTED, _("dalam berkas ekspor"))],
    )
    extra = forms.IntegerField(label=_("Tambahan untuk hari ini, orang"), min_value=1, max_value=MOST_EXTRA)
    reason = forms.CharField(
        label=_("Alasan"), min_length=10, max_length=200, help_text=_("Paling sedikit 10 huruf; tercatat.")
    )

    def __init__(self, *arguments: Any, officers: Sequence[Account]) -> None:
        super().__init__(*arguments)
        field = self.fields["username"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("Pilih petugas")),
            *((one.username, in_a_list(one)) for one in officers),
        ]
