"""Forms of a new photograph: taking it, and the holder's word to it."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.counter.forms import FINGERS, ManyFiles, ManyFilesInput
from rekam.cards.orders.words import GROUNDS
from rekam.enrolment.portraits.words import REASONS
from rekam.ui.forms import CHOOSE


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

    def __init__(self, *arguments: Any, has_device: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["photo"].required = self.fields["records"].required = not has_device
        if not has_device:
            del self.fields["position"]


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
