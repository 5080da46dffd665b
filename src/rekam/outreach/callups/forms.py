"""Forms of call-ups."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.messages.refusals import SENTENCES as ADDRESSES
from rekam.messages.rules import Channel
from rekam.messages.words import CHANNELS
from rekam.outreach.callups.rules import LONGEST_PLACE, MOST_WEEKS, For, Outcome
from rekam.outreach.callups.words import OUTCOMES, RECIPIENTS
from rekam.ui.forms import ThreePartDateField

_OFF = {"autocomplete": "off", "spellcheck": "false"}


class ListForm(forms.Form):
    """For whom, and where; which boxes count follows from whom it is for."""

    recipient = forms.ChoiceField(
        label=lazy("Untuk siapa"),
        choices=[(one.value, RECIPIENTS[one]) for one in For if one is not For.HOUSEHOLD],
    )
    area_code = forms.ChoiceField(label=lazy("Wilayah"))
    rw = forms.CharField(label="RW", max_length=3, required=False, widget=forms.TextInput(attrs=_OFF))
    rt = forms.CharField(label="RT", max_length=3, required=False, widget=forms.TextInput(attrs=_OFF))
    site = forms.ChoiceField(
        label=lazy("Sekolah"),
        required=False,
        help_text=lazy("Hanya sekolah yang sudah mengirim daftar namanya."),
    )

    def __init__(
        self,
        *arguments: Any,
        areas: Sequence[tuple[str, str]],
        schools: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*arguments, **named)
        for name, choices in (("area_code", areas), ("site", [("", "–"), *schools])):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(choices)

    def clean_rw(self) -> str:
        return _three(self.cleaned_data["rw"])

    def clean_rt(self) -> str:
        return _three(self.cleaned_data["rt"])


class RoundForm(forms.Form):
    """Where, from when, in how many weeks."""

    area_code = forms.ChoiceField(label=lazy("Wilayah"))
    first = ThreePartDateField(label=lazy("Hari pertama"))
    weeks = forms.IntegerField(
        label=lazy("Jumlah pekan"),
        min_value=2,
        max_value=MOST_WEEKS,
        initial=6,
        help_text=lazy("Semua RT dipanggil; pekannya diundi. Makin banyak pekan, makin jelas hasilnya."),
    )

    def __init__(self, *arguments: Any, areas: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        field = self.fields["area_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(areas)


class DeadlineForm(forms.Form):
    """A day on which the centre takes NIKs out of use."""

    on = ThreePartDateField(label=lazy("Hari penonaktifan NIK"))
    source = forms.CharField(
        label=lazy("Surat yang mengumumkannya"),
        max_length=120,
        help_text=lazy("Nomor dan tanggal surat Ditjen Dukcapil."),
        widget=forms.TextInput(attrs=_OFF),
    )


class SendForm(forms.Form):
    """Where the link goes."""

    channel = forms.ChoiceField(
        label=lazy("Dikirim lewat"), choices=[(one.value, CHANNELS[one]) for one in Channel]
    )
    address = forms.CharField(
        label=lazy("Nomor atau alamat surel"), max_length=120, widget=forms.TextInput(attrs=_OFF)
    )


class CodeForm(forms.Form):
    """The code on a list or a letter."""

    kode = forms.CharField(
        label=lazy("Kode pada daftar atau surat"),
        max_length=40,
        help_text=lazy("Sepuluh huruf dan angka di samping kotak QR."),
        widget=forms.TextInput(attrs=_OFF),
    )


class LineForm(forms.Form):
    """One person's answer on a telephone; nothing chosen = nothing answered."""

    outcome = forms.ChoiceField(
        label=lazy("Jawaban"),
        required=False,
        choices=[("", lazy("pilih satu")), *((one.value, OUTCOMES[one]) for one in Outcome)],
    )
    on = forms.DateField(
        label=lazy("Tanggal (akan datang, atau pergi sampai)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    place = forms.CharField(
        label=lazy("Di mana (bila pergi)"),
        required=False,
        max_length=LONGEST_PLACE,
        widget=forms.TextInput(attrs=_OFF),
    )

    @property
    def day(self) -> date | None:
        return self.cleaned_data.get("on")


class ReminderForm(forms.Form):
    """A number to be reminded by, the day before; whoever answers for the household gives it."""

    phone = forms.CharField(
        label=lazy("Nomor telepon Anda, bila mau diingatkan sehari sebelumnya"),
        required=False,
        max_length=20,
        help_text=lazy("Boleh kosong. Dipakai sekali untuk pengingat, lalu dihapus."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    is_parent = forms.BooleanField(label=lazy("Nomor ini milik orang tua atau wali"), required=False)

    def __init__(self, *arguments: Any, of_parent: bool, **named: Any) -> None:
        """of_parent: one of those called is under 18, so that only a parent's number is taken."""
        super().__init__(*arguments, **named)
        self.of_parent = of_parent
        if not of_parent:
            del self.fields["is_parent"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if self.of_parent and told.get("phone") and not told.get("is_parent"):
            self.add_error("is_parent", str(ADDRESSES["message_child_parent_only"]))
        return told


def _three(text: str) -> str:
    text = text.strip()
    return text.zfill(3) if text.isdigit() else text
