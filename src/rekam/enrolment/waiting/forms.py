"""What an officer chooses and says about a recording that stands still."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from rekam.enrolment.waiting import rules
from rekam.enrolment.waiting.rules import Reason, Remedy
from rekam.enrolment.waiting.words import REASONS

NO_REASON = ("-", "–")
EVERYTHING = ("semua", lazy("semua"))
AGE_WORDS = {
    "7": lazy("sampai 7 hari"),
    "30": lazy("7 sampai 30 hari"),
    "90": lazy("30 sampai 90 hari"),
    "lama": lazy("lebih dari 90 hari"),
}


NIK_BOX = forms.TextInput(
    attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-20"}
)


class NarrowForm(forms.Form):
    """Which part of a queue is shown."""

    kecamatan = forms.ChoiceField(label=lazy("Kecamatan"), required=False)
    umur = forms.ChoiceField(label=lazy("Menunggu"), required=False, choices=[EVERYTHING, *AGE_WORDS.items()])
    alasan = forms.ChoiceField(label=lazy("Alasan"), required=False)

    def __init__(
        self,
        *given: Any,
        kecamatan: Sequence[tuple[str, str]],
        alasan: Sequence[tuple[str, str]],
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["kecamatan"].choices = [EVERYTHING, *kecamatan]  # type: ignore[attr-defined]
        self.fields["alasan"].choices = [EVERYTHING, *alasan]  # type: ignore[attr-defined]
        if not alasan:
            del self.fields["alasan"]

    def chosen(self, field: str) -> str:
        """What a field was narrowed to; "" for everything, and for what is none of its choices."""
        told = self.cleaned_data.get(field, "") if self.is_valid() else ""
        return "" if told == EVERYTHING[0] else told


class WhyForm(forms.Form):
    """Why something is asked, in words."""

    why = forms.CharField(
        label=lazy("Yang sudah diperiksa"),
        help_text=lazy("10 sampai 200 huruf; tanpa nama dan NIK."),
        min_length=rules.LEAST_WHY,
        max_length=rules.MOST_WHY,
    )


class AskForm(WhyForm):
    """A remedy, and why; setting aside has a reason of the list too."""

    remedy = forms.ChoiceField(choices=[(one.value, one.value) for one in Remedy])
    reason = forms.ChoiceField(
        label=lazy("Bila disisihkan, mengapa"), required=False, choices=[NO_REASON, *REASONS.items()]
    )
    nik_body = forms.CharField(
        label=lazy("Bila salah rekam: NIK pemilik jari dan iris"),
        help_text=lazy("Bila diketahui dan penduduk kita."),
        required=False,
        widget=NIK_BOX,
    )
    nik_face = forms.CharField(
        label=lazy("Bila salah rekam: NIK pemilik foto"),
        help_text=lazy("Bila diketahui dan penduduk kita."),
        required=False,
        widget=NIK_BOX,
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("reason") == NO_REASON[0]:
            told["reason"] = ""
        if told.get("remedy") == Remedy.SET_ASIDE and told.get("reason") not in set(Reason):
            self.add_error("reason", lazy("Pilih mengapa rekaman ini disisihkan."))
        return told
