"""Forms of a new photograph: taking it, and the holder's word to it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.counter.forms import FINGERS, ManyFiles, ManyFilesInput
from rekam.cards.counter.words import EXCUSES
from rekam.cards.orders.words import GROUNDS
from rekam.enrolment.portraits.words import REASONS
from rekam.ui.forms import CHOOSE

VOUCHING = ("code", "reason", "witness_1", "witness_2")


class PhotographForm(forms.Form):
    """Without files the counter's own camera and scanner are asked; without those the files are needed."""

    ground = forms.ChoiceField(
        label=_("Mengapa fotonya diganti?"),
        widget=forms.RadioSelect,
        choices=[(ground.value, word) for ground, word in GROUNDS.items()],
    )
    note = forms.CharField(label=_("Catatan"), required=False, max_length=200)
    photo = forms.FileField(
        label=_("Foto baru"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
        help_text=_("JPEG, PNG atau rekaman wajah ISO/IEC 19794-5; latar seperti saat perekaman."),
    )
    position = forms.ChoiceField(
        label=_("Jari untuk mencocokkan pemegangnya"), choices=list(FINGERS.items()), required=False
    )
    records = ManyFiles(
        label=_("Rekaman ISO dari stasiun"),
        widget=ManyFilesInput(attrs={"multiple": True}),
        help_text=_("ISO/IEC 19794-4 (jari) atau 19794-6 (iris), satu sampai empat berkas."),
    )

    code = forms.ChoiceField(
        label=_("Sebab tidak dapat dibandingkan"),
        choices=[("", _("dapat dibandingkan")), *((code.value, word) for code, word in EXCUSES.items())],
        required=False,
    )
    reason = forms.CharField(label=_("Keterangan"), required=False, max_length=200)
    witness_1 = forms.CharField(label=_("Saksi pertama"), required=False, max_length=100)
    witness_2 = forms.CharField(label=_("Saksi kedua"), required=False, max_length=100)

    def __init__(self, *arguments: Any, has_device: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        is_compared = not self.data.get("code")
        self.fields["photo"].required = not has_device
        self.fields["records"].required = is_compared and not has_device
        for name in ("reason", "witness_1", "witness_2"):
            self.fields[name].required = not is_compared
        if not has_device:
            del self.fields["position"]

    def compared(self) -> list[forms.BoundField]:
        """The fields of everybody whose finger or iris is compared."""
        return [field for field in self if field.name not in VOUCHING]

    def vouching(self) -> list[forms.BoundField]:
        """The fields for whom nothing can be compared."""
        return [self[name] for name in VOUCHING]


class AgreeForm(forms.Form):
    """`kept_for` is asked only where something was found in the photograph."""

    kept_for = forms.ChoiceField(
        label=_("Mengapa foto ini dipakai juga?"),
        choices=[("", CHOOSE), *((reason.value, word) for reason, word in REASONS.items())],
    )
    agreed = forms.BooleanField(label=_("Pemegang sudah melihat foto ini dan setuju"))
    old_card = forms.BooleanField(
        label=_("Kartu lama sudah saya lihat; kartu itu ditarik saat kartu baru diserahkan")
    )

    def __init__(self, *arguments: Any, findings: Collection[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not findings:
            del self.fields["kept_for"]
