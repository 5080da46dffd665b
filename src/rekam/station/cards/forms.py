"""Forms of the hand-over pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.cards.rules import REASON_LETTERS
from rekam.station.cards.words import EXCUSES


class UnmatchedForm(forms.Form):
    """Why nothing can be compared, and who saw it; the photograph is taken beside it or sent as a file."""

    code = forms.ChoiceField(
        label=_("Sebab"),
        widget=forms.RadioSelect,
        choices=[(code.value, word) for code, word in EXCUSES.items()],
    )
    reason = forms.CharField(label=_("Alasan"), min_length=REASON_LETTERS, max_length=200)
    witness_1 = forms.CharField(label=_("Saksi pertama"), min_length=3, max_length=100)
    witness_2 = forms.CharField(label=_("Saksi kedua"), min_length=3, max_length=100)
    photo = forms.FileField(
        label=_("Foto dari berkas"),
        required=False,
        help_text=_("Hanya bila kamera stasiun tidak ada. JPEG atau PNG."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
