"""The form by which a call-up brings back why somebody did not come."""

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.coverage.words import REASONS
from rekam.ui.forms import ThreePartDateField


class ReasonForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Mengapa belum direkam"),
        choices=[(reason.value, word) for reason, word in REASONS.items()],
        widget=forms.RadioSelect,
    )
    evidence_on = ThreePartDateField(label=_("Diketahui pada"))
    back_on = ThreePartDateField(
        label=_("Kembali pada"),
        required=False,
        help_text=_("Untuk yang sedang di luar daerah, bila diketahui; sampai hari itu ia tidak dipanggil."),
    )
