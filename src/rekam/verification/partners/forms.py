"""Entering a contract, its grant, a key, and a change of its state."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rekam.kernel.errors import RuleBroken
from rekam.ui.forms import ThreePartDateField, number_field
from rekam.verification.asking.rules import Code, Field
from rekam.verification.partners.rules import (
    MOST_A_MONTH,
    MOST_OF_A_NIK,
    NEXT,
    Grant,
    Kind,
    State,
    Terms,
    check_days,
    check_grant,
    check_key,
    check_terms,
    read_thumbprint,
)
from rekam.verification.partners.services import LEAST_REASON
from rekam.verification.partners.words import CODES, FIELDS, KINDS, STEPS
from rekam.verification.refusals import SENTENCES


class _Ruled(forms.Form):
    """A form whose answer the rules have to accept; their refusal stands at its field."""

    where: dict[str, str] = {}

    def held_to(self, rule: Callable[[], object]) -> None:
        """Ask a rule, unless a field is wrong already."""
        if self.errors:
            return
        try:
            rule()
        except RuleBroken as broken:
            self.add_error(self.where[broken.code], str(SENTENCES[broken.code]).format(**broken.facts))


class TermsForm(_Ruled):
    where = {
        "contract_days": "contract_until",
        "fields_missing": "asked_fields",
        "fields_too_thin": "asked_fields",
        "minister_missing": "minister_number",
        "quota_range": "monthly_quota",
    }
    name = forms.CharField(label=_("Nama lembaga"), max_length=120)
    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=list(KINDS.items()),
        help_text=_(
            "Menentukan tarif: instansi negara gratis, badan usaha Rp 1.000 setiap NIK, "
            "Rp 3.000 wajah, Rp 2.000 sidik jari."
        ),
    )
    contract_number = forms.CharField(label=_("Nomor perjanjian (PKS)"), max_length=80)
    contract_from = ThreePartDateField(label=_("Berlaku dari"))
    contract_until = ThreePartDateField(label=_("Berlaku sampai"))
    purpose = forms.CharField(
        label=_("Untuk apa"), max_length=300, help_text=_("Dibaca penduduk di riwayat aksesnya.")
    )
    law = forms.CharField(label=_("Dasar hukum"), max_length=200)
    asked_fields = forms.MultipleChoiceField(
        label=_("Kolom yang boleh ditanyakan"),
        choices=[(one.value, told) for one, told in FIELDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Hanya yang perlu untuk tujuan itu. Nama, nomor KK atau nama ibu harus ada, "
            "kecuali hanya wajah atau sidik jari."
        ),
    )
    codes = forms.MultipleChoiceField(
        label=_("Sebab yang boleh diketahui"),
        choices=[(one.value, told) for one, told in CODES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Yang tidak dipilih dijawab sama: tidak sesuai."),
    )
    needs_consent = forms.BooleanField(
        label=_("Setiap pertanyaan menyebut persetujuan penduduk"), required=False, initial=True
    )
    monthly_quota = number_field(_("Jatah pertanyaan sebulan"), least=1, most=MOST_A_MONTH)
    nik_quota = number_field(
        _("Jatah pertanyaan untuk satu NIK sehari"), least=1, most=MOST_OF_A_NIK, initial=3
    )
    minister_number = forms.CharField(
        label=_("Nomor persetujuan Menteri"),
        max_length=80,
        required=False,
        help_text=_("Hanya untuk sidik jari, iris, tanda tangan dan disabilitas."),
    )
    minister_on = ThreePartDateField(label=_("Tanggal persetujuan Menteri"), required=False)
    sandbox = forms.BooleanField(
        label=_("Hanya percobaan"), required=False, help_text=_("Menjawab tentang orang contoh saja.")
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.held_to(lambda: check_terms(self.terms()))
        return told

    def terms(self) -> Terms:
        """What was typed, as the rules know it."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "asked_fields"}
        told["kind"] = Kind(told["kind"])
        told["fields"] = tuple(Field(one) for one in self.cleaned_data["asked_fields"])
        told["codes"] = tuple(Code(one) for one in told["codes"])
        return Terms(**told)


class GrantForm(_Ruled):
    where = {"grant_missing": "giver", "grant_days": "until"}
    giver = forms.CharField(label=_("Pemberi hak akses"), max_length=120, help_text=_("Jabatan dan nama."))
    number = forms.CharField(label=_("Nomor surat hak akses"), max_length=80)
    begins = ThreePartDateField(label=_("Hak akses dari"))
    until = ThreePartDateField(label=_("Hak akses sampai"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.held_to(lambda: check_grant(self.grant()))
        return told

    def grant(self) -> Grant:
        """What was typed, as the rules know it."""
        return Grant(**self.cleaned_data)


class KeyForm(_Ruled):
    """A public key or a certificate's thumbprint: one box takes either, since a paste says what it is."""

    where = {
        **dict.fromkeys(("key_private", "key_not_es256", "key_id", "thumbprint_malformed"), "key"),
        "key_days": "until",
    }
    key = forms.CharField(
        label=_("Kunci umum (JWK) atau sidik sertifikat"),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("JWK ES256 lengkap dengan kid, atau SHA-256 sertifikat (64 angka heksadesimal)."),
    )
    begins = ThreePartDateField(label=_("Dipercaya dari"))
    until = ThreePartDateField(label=_("Dipercaya sampai"))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self.held_to(self._check)
        return told

    @property
    def jwk(self) -> dict[str, object] | None:
        """The key, where one was pasted; None = a thumbprint."""
        text: str = self.cleaned_data["key"].strip()
        if not text.startswith("{"):
            return None
        try:
            found = json.loads(text)
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def _check(self) -> None:
        days: dict[str, date] = {name: self.cleaned_data[name] for name in ("begins", "until")}
        check_days(**days)
        if self.jwk is None:
            read_thumbprint(self.cleaned_data["key"])
        else:
            check_key(self.jwk, known=())


class StepForm(forms.Form):
    to = forms.ChoiceField(label=_("Yang dilakukan"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Alasan"), min_length=LEAST_REASON, max_length=300, help_text=_("Paling sedikit 10 huruf.")
    )

    def __init__(self, *arguments: Any, state: State) -> None:
        super().__init__(*arguments)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        may = [one for one in STEPS if one in NEXT[state] and (state, one) != (State.DRAFT, State.ACTIVE)]
        field.choices = [(one.value, STEPS[one]) for one in may]


class LetterForm(forms.Form):
    letter = forms.CharField(
        label=_("Surat lembaga yang membenarkan"), max_length=100, help_text=_("Nomor dan tanggal surat.")
    )
