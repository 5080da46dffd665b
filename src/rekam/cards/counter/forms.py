"""Forms of the hand-over counter."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.counter.rules import Age
from rekam.cards.counter.words import AGES, ERRANDS, EXCUSES
from rekam.cards.forms import ReasonForm
from rekam.ui.forms import CHOOSE


class FindForm(forms.Form):
    number = forms.CharField(
        label=_("Nomor pengambilan, nomor perekaman atau NIK"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Nomor pengambilan ada di halaman kartu: delapan huruf dan angka."),
    )


FINGERS = {
    "right_index": _("telunjuk kanan"),
    "left_index": _("telunjuk kiri"),
    "right_thumb": _("ibu jari kanan"),
    "left_thumb": _("ibu jari kiri"),
    "right_middle": _("jari tengah kanan"),
    "left_middle": _("jari tengah kiri"),
    "right_ring": _("jari manis kanan"),
    "left_ring": _("jari manis kiri"),
    "right_little": _("kelingking kanan"),
    "left_little": _("kelingking kiri"),
}


class DeviceForm(forms.Form):
    position = forms.ChoiceField(label=_("Jari"), choices=list(FINGERS.items()))


class ManyFiles(forms.FileField):
    """Several files under one name."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(ManyFiles, self).clean(one, initial) for one in (data or [None])]


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class RecordsForm(forms.Form):
    records = ManyFiles(
        label=_("Rekaman ISO dari stasiun"),
        widget=ManyFilesInput(attrs={"multiple": True}),
        help_text=_("ISO/IEC 19794-4 (jari) atau 19794-6 (iris), satu sampai empat berkas."),
    )


class ExceptionForm(ReasonForm):
    """Why nothing can be compared, the photograph of it, and who saw it."""

    code = forms.ChoiceField(
        label=_("Sebab"), choices=[("", CHOOSE), *((code.value, word) for code, word in EXCUSES.items())]
    )
    photo = forms.FileField(
        label=_("Foto pemegang"),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
        help_text=_("Wajah, dengan kedua tangan di samping wajah. JPEG atau PNG."),
    )
    witness_1 = forms.CharField(
        label=_("Saksi pertama"),
        max_length=100,
        help_text=_("Nama lengkap seperti pada KTP-el; untuk petugas boleh nama penggunanya."),
    )
    witness_2 = forms.CharField(label=_("Saksi kedua"), max_length=100)

    field_order = ("code", "reason", "photo", "witness_1", "witness_2")


class FamilyForm(ReasonForm):
    """Who of the family comes, and why the holder does not."""

    nik = forms.CharField(
        label=_("NIK yang mengambil"), max_length=16, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    code = forms.ChoiceField(
        label=_("Pemegangnya"),
        choices=[("", CHOOSE), *((code.value, word) for code, word in ERRANDS.items())],
    )
    photo = forms.FileField(
        label=_("Foto surat kuasa"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"})
    )
    position = forms.ChoiceField(
        label=_("Jari yang mengambil"), choices=list(FINGERS.items()), required=False
    )
    records = ManyFiles(
        label=_("Atau rekaman ISO dari stasiun"),
        required=False,
        widget=ManyFilesInput(attrs={"multiple": True}),
    )

    field_order = ("nik", "code", "reason", "photo", "position", "records")


class UncollectedForm(forms.Form):
    """Which of the cards that wait are listed."""

    kecamatan = forms.ChoiceField(label=_("Kecamatan"), required=False)
    age = forms.TypedChoiceField(
        label=_("Menunggu"),
        required=False,
        coerce=lambda told: Age(int(told)),
        empty_value=None,
        choices=[("", _("semua")), *((int(age), word) for age, word in AGES.items())],
    )

    def __init__(self, *arguments: Any, kecamatan: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["kecamatan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("semua")), *kecamatan]

    def chosen(self) -> tuple[str, Age | None]:
        """The kecamatan's code or "", and the band of age or None; all where somebody wrote nonsense."""
        if not self.is_valid():
            return "", None
        return self.cleaned_data["kecamatan"], self.cleaned_data["age"]
