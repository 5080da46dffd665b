"""A developer pastes the public half of a key."""

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.verification.refusals import SENTENCES
from rekam.verification.sandbox.keys import LONGEST, read_pasted


class PastedKeyForm(forms.Form):
    """The key; what is wrong with it is told at the box."""

    key = forms.CharField(
        label=_("Kunci umum"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("P-256 (ES256), sebagai PEM atau JWK. Kunci rahasianya tetap di komputer Anda."),
    )

    def clean_key(self) -> EllipticCurvePublicKey:
        try:
            return read_pasted(self.cleaned_data["key"])
        except RuleBroken as broken:
            if broken.code == "sandbox_key_private":
                self.data = {"key": ""}  # not sent back over the line again
            raise forms.ValidationError(str(SENTENCES[broken.code]), code=broken.code) from broken
