"""What an officer tells of a visit, and the photographs of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.outreach.results.models import LONGEST_NOTE
from rekam.outreach.results.rules import MOST_PHOTOS, Bucket, Counts
from rekam.outreach.results.services import Told
from rekam.outreach.results.words import HELP, WORDS

MOST, MOST_RUPIAH = 100_000, 1_000_000_000


def _number(
    label: Any, help_text: Any = "", *, most: int = MOST, required: bool = True
) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=most,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )


class ReportForm(forms.Form):
    """The six buckets of the list, and who was recorded besides."""

    beyond = _number(_("Direkam di luar daftar"), _("Orang yang datang tanpa ada di daftar."))
    queue_left = forms.BooleanField(
        label=_("Masih ada yang antre ketika waktunya habis"),
        required=False,
        help_text=_("Supaya rencana tidak mengira hanya sedikit yang mau datang."),
    )
    cost = _number(
        _("Biaya kunjungan, rupiah"),
        _("Kosong: biaya sehari satu tim di Angka rencana."),
        most=MOST_RUPIAH,
        required=False,
    )
    note = forms.CharField(
        label=_("Catatan untuk kunjungan berikutnya"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tanpa nama orang."),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        for bucket, word in WORDS.items():
            self.fields[bucket.value] = _number(word, HELP.get(bucket, ""))
        self.order_fields([*(bucket.value for bucket in Bucket), "beyond"])

    def told(self) -> Told:
        """What a valid form says."""
        given = self.cleaned_data
        counts = Counts(**{bucket.value: given[bucket.value] for bucket in Bucket})
        more = {name: given[name] for name in ("beyond", "queue_left", "cost", "note")}
        return Told(counts=counts, **more)


class PhotosForm(forms.Form):
    """One or two photographs; each field one, so that an old telephone's camera serves too."""

    def __init__(self, *arguments: Any, free: int = MOST_PHOTOS, **named: Any) -> None:
        super().__init__(*arguments, **named)
        labels = (_("Foto pertama"), _("Foto kedua"))
        for number, label in list(enumerate(labels, start=1))[MOST_PHOTOS - free :]:
            self.fields[f"photo_{number}"] = forms.FileField(
                label=label,
                required=False,
                widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png", "capture": "environment"}),
            )
