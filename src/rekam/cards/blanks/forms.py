"""Forms of the ledger's first pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.cards import queries
from rekam.cards.blanks import lots
from rekam.cards.blanks.fields import (
    ROWS_SHOWN,
    BoxPapersField,
    ScannedField,
    SerialsField,
    row_errors,
    sites_to_choose,
)
from rekam.cards.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken


class FindForm(forms.Form):
    serial = forms.CharField(label=_("Cari keping menurut nomor seri"), max_length=40)


class MomentForm(forms.Form):
    """The hour for which the balance is asked; empty is now."""

    at = forms.DateTimeField(
        label=_("Keadaan pada tanggal dan jam"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class ReceiveForm(forms.Form):
    site = forms.ChoiceField(label=_("Tempat penyimpanan"))
    letter = forms.CharField(label=_("Nomor surat jalan"), max_length=60)
    listed = ScannedField(
        rows=8,
        label=_("Daftar nomor seri"),
        required=False,
        help_text=_("Satu nomor seri (UID cip) sebaris, misalnya 04A1B2C3D4E5F6."),
    )
    upload = forms.FileField(
        label=_("atau berkas CSV"),
        required=False,
        help_text=_("Kolom pertama berisi nomor seri; paling banyak 10.000 baris."),
    )
    boxes = BoxPapersField(
        rows=3,
        label=_("Boks tanpa daftar nomor seri"),
        required=False,
        help_text=_("Satu boks sebaris: nomor; jumlah, atau nomor; dari-sampai. Misalnya BX-0071; 500."),
    )

    def __init__(self, *arguments: Any, places: Sequence[queries.Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = sites_to_choose(places)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cleaned["serials"] = ()
        upload = cleaned.get("upload")
        where = "upload" if upload else "listed"
        if cleaned.get("boxes") and not upload and not cleaned.get("listed", "").strip():
            return cleaned
        try:
            text = lots.decode_file(upload.read(lots.MOST_BYTES + 1)) if upload else cleaned.get("listed", "")
            lot = lots.read_lot(text)
        except RuleBroken as broken:
            self.add_error(where, str(SENTENCES[broken.code]))
            return cleaned
        for error in [*row_errors(lot.errors), *_known(lot.serials)]:
            self.add_error(where, error)
        cleaned["serials"] = lot.serials
        return cleaned


def _known(serials: Sequence[str]) -> list[ValidationError]:
    known = sorted(queries.known_serials(serials))
    told = [gettext("%(serial)s sudah ada di buku.") % {"serial": serial} for serial in known[:ROWS_SHOWN]]
    if len(known) > ROWS_SHOWN:
        told.append(gettext("… dan %(left)s baris lagi.") % {"left": len(known) - ROWS_SHOWN})
    return [ValidationError(line) for line in told]


class CarryForm(forms.Form):
    """What a team takes along, or brings back."""

    carrier = forms.CharField(label=_("Tim atau kunjungan"), max_length=40)
    second = forms.ChoiceField(label=_("Petugas yang membawa"))
    serials = SerialsField(label=_("Nomor seri"))

    def __init__(self, *arguments: Any, officers: Sequence[tuple[str, object]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["second"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = officers
