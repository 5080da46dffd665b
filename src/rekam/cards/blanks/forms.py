"""Forms of the ledger's pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rekam.cards import queries
from rekam.cards.blanks import lots
from rekam.cards.refusals import SENTENCES
from rekam.kernel.errors import RuleBroken

ROWS_SHOWN = 10


class ReceiveForm(forms.Form):
    site = forms.ChoiceField(label=_("Tempat penyimpanan"))
    letter = forms.CharField(label=_("Nomor surat jalan"), max_length=60)
    listed = forms.CharField(
        label=_("Daftar nomor seri"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Satu nomor seri (UID cip) sebaris, misalnya 04A1B2C3D4E5F6."),
    )
    upload = forms.FileField(
        label=_("atau berkas CSV"),
        required=False,
        help_text=_("Kolom pertama berisi nomor seri; paling banyak 10.000 baris."),
    )

    def __init__(self, *arguments: Any, places: Sequence[queries.Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(place.code, place.name) for place in places]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        upload = cleaned.get("upload")
        where = "upload" if upload else "listed"
        try:
            text = lots.decode_file(upload.read(lots.MOST_BYTES + 1)) if upload else cleaned.get("listed", "")
            lot = lots.read_lot(text)
        except RuleBroken as broken:
            self.add_error(where, str(SENTENCES[broken.code]))
            return cleaned
        for error in _row_errors(lot):
            self.add_error(where, error)
        cleaned["serials"] = lot.serials
        return cleaned


def _row_errors(lot: lots.Lot) -> list[ValidationError]:
    known = queries.known_serials(lot.serials)
    wrong = [*lot.errors]
    errors = [
        ValidationError(
            gettext("Baris %(row)s: “%(given)s”. %(why)s")
            % {"row": error.row, "given": error.given, "why": SENTENCES[error.code]}
        )
        for error in wrong[:ROWS_SHOWN]
    ]
    errors += [
        ValidationError(gettext("%(serial)s sudah ada di buku.") % {"serial": serial})
        for serial in sorted(known)[:ROWS_SHOWN]
    ]
    left = max(0, len(wrong) - ROWS_SHOWN) + max(0, len(known) - ROWS_SHOWN)
    if left:
        errors.append(ValidationError(gettext("… dan %(left)s baris lagi.") % {"left": left}))
    return errors


class TransferForm(forms.Form):
    to_site = forms.ChoiceField(label=_("Tempat tujuan"))
    listed = forms.CharField(
        label=_("Nomor seri yang dikirim"),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("Satu nomor seri sebaris: keping siap pakai, atau kartu tercetak untuk loket lain."),
    )
    reason = forms.CharField(label=_("Keterangan"), required=False, max_length=200)

    def __init__(self, *arguments: Any, places: Sequence[queries.Site], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["to_site"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(place.code, place.name) for place in places]

    def clean_listed(self) -> tuple[str, ...]:
        try:
            lot = lots.read_lot(self.cleaned_data["listed"])
        except RuleBroken as broken:
            raise ValidationError(str(SENTENCES[broken.code])) from broken
        if lot.errors:
            raise ValidationError(
                [
                    gettext("Baris %(row)s: “%(given)s”. %(why)s")
                    % {"row": error.row, "given": error.given, "why": SENTENCES[error.code]}
                    for error in lot.errors[:ROWS_SHOWN]
                ]
            )
        return lot.serials
