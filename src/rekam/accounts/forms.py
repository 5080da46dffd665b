"""Forms of accounts: proofs of who one is, and officers' posts."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from rekam.accounts import codes
from rekam.accounts.lockout import check_code_tries, note_refused_code
from rekam.accounts.models import Account, Office
from rekam.accounts.passwords import OF_PASSWORDS, check_password_rule
from rekam.accounts.queries import in_a_list
from rekam.accounts.recovery import use_recovery_code
from rekam.accounts.refusals import SENTENCES
from rekam.accounts.role_words import LEVEL_WORDS, ROLE_WORDS
from rekam.accounts.rules import ROLES_AT, OfficeLevel, Role
from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import get_area
from rekam.ui.forms import ThreePartDateField, password_field

CODE_DIGITS = 6


def told(broken: RuleBroken) -> str:
    """A refusal of this room as a form's message."""
    return str(SENTENCES[broken.code]).format(**broken.facts)


class ProofForm(forms.Form):
    """A second factor of somebody: a code of the telephone, or one from paper; wrong ones are counted."""

    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Enam angka dari telepon, atau satu kode pemulihan dari kertas."),
        max_length=30,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True, "size": 16}
        ),
    )

    def __init__(self, *arguments: Any, request: HttpRequest, account: Account, at: datetime) -> None:
        super().__init__(*arguments)
        self.request, self.account, self.at = request, account, at

    def clean_code(self) -> str:
        typed = "".join(str(self.cleaned_data["code"]).split())
        check_code_tries(self.request, account=self.account)
        try:
            if typed.isdigit() and len(typed) == CODE_DIGITS:
                codes.check(self.account, code=typed, at=self.at)
            else:
                use_recovery_code(self.account, code=typed, at=self.at)
        except RuleBroken as broken:
            if broken.code != "code_wrong":
                raise
            note_refused_code(self.request, account=self.account)
            raise forms.ValidationError(told(broken)) from broken
        return typed


class OwnPasswordForm(forms.Form):
    """The password again, for who has no second factor."""

    password = password_field(_("Kata sandi Anda"), new=False)

    def __init__(self, *arguments: Any, request: HttpRequest, account: Account, at: datetime) -> None:
        super().__init__(*arguments)
        self.request, self.account, self.at = request, account, at

    def clean_password(self) -> str:
        typed = str(self.cleaned_data["password"])
        check_code_tries(self.request, account=self.account)
        if not self.account.check_password(typed):
            note_refused_code(self.request, account=self.account)
            raise forms.ValidationError(_("Kata sandi ini tidak cocok."))
        return typed


class FirstCodeForm(forms.Form):
    """The first code of a new generator."""

    code = forms.CharField(
        label=_("Enam angka yang sekarang tampak di telepon"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "size": 8}),
    )


class NewPasswordForm(OwnPasswordForm):
    """Another password, twice."""

    new = password_field(_("Kata sandi baru"), new=True, hint=OF_PASSWORDS)
    again = password_field(_("Sekali lagi"), new=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        check_twice(self, account=self.account, first="new")
        return cleaned


def check_twice(form: forms.Form, *, account: Account, first: str) -> None:
    """Marks a new password that breaks the rule, or was typed differently the second time."""
    new, again = form.cleaned_data.get(first), form.cleaned_data.get("again")
    if not new:
        return
    if new != again:
        form.add_error("again", str(_("Kedua kata sandi tidak sama.")))
    try:
        check_password_rule(new, account=account)
    except RuleBroken as broken:
        form.add_error(first, str(broken.facts["why"]))


def employee_number_field() -> forms.CharField:
    """By what two accounts of one human are known."""
    return forms.CharField(
        label=_("NIP atau nomor pegawai"),
        max_length=30,
        required=False,
        help_text=_("Satu orang satu nomor: yang mengentri tidak menyetujui dengan akunnya yang lain."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FirstAdministratorForm(forms.Form):
    """Who opens all other accounts."""

    username = forms.SlugField(label=_("Nama pengguna"), max_length=60)
    display_name = forms.CharField(label=_("Nama seperti di layar"), max_length=100)
    employee_number = employee_number_field()
    password = password_field(_("Kata sandi"), new=True, hint=OF_PASSWORDS)
    again = password_field(_("Sekali lagi"), new=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = Account(username=cleaned.get("username", ""), display_name=cleaned.get("display_name", ""))
        check_twice(self, account=named, first="password")
        return cleaned


class OfficeForm(forms.Form):
    """An office: its name, level and area."""

    name = forms.CharField(label=_("Nama kantor"), max_length=100)
    level = forms.ChoiceField(label=_("Tingkat"), choices=list(LEVEL_WORDS.items()))
    area = forms.CharField(
        label=_("Kode wilayah"),
        max_length=13,
        help_text=_("Kode Kemendagri, misalnya 36.73 untuk Kota Serang; * untuk pusat."),
    )
    zone = forms.ChoiceField(label=_("Zona waktu"), choices=[(zone, zone) for zone in ("WIB", "WITA", "WIT")])

    def clean_area(self) -> str:
        typed = str(self.cleaned_data["area"])
        return typed if typed == "*" else get_area(typed).code.text


class PostForm(forms.Form):
    """Where an officer sits and as what, and the number by which the person is known."""

    post = forms.ModelChoiceField(
        label=_("Kantor"),
        queryset=Office.objects.none(),
        to_field_name="uuid",
        empty_label=_("Pilih kantor"),
    )
    role = forms.ChoiceField(label=_("Peran"), choices=[])
    areas = forms.CharField(
        label=_("Wilayah tugas"),
        required=False,
        max_length=200,
        help_text=_("Kosong: seluruh wilayah kantor. Atau kode wilayah di dalamnya, dengan koma."),
    )
    employee_number = employee_number_field()

    def __init__(self, *arguments: Any, offices: Sequence[Office], **named: Any) -> None:
        super().__init__(*arguments, **named)
        post, role = self.fields["post"], self.fields["role"]
        assert isinstance(post, forms.ModelChoiceField)
        assert isinstance(role, forms.ChoiceField)
        post.queryset = Office.objects.filter(pk__in=[office.pk for office in offices]).order_by(
            "area", "name"
        )
        held = frozenset().union(*(ROLES_AT[OfficeLevel(office.level)] for office in offices))
        role.choices = [("", _("Pilih peran")), *((one, ROLE_WORDS[one]) for one in Role if one in held)]

    def clean_areas(self) -> list[str]:
        typed = str(self.cleaned_data["areas"]).replace(";", ",").split(",")
        return [
            one.strip() if one.strip() == "*" else get_area(one).code.text for one in typed if one.strip()
        ]


class NewOfficerForm(PostForm):
    """A new officer; the temporary password is made up and told once."""

    username = forms.SlugField(label=_("Nama pengguna"), max_length=60)
    display_name = forms.CharField(label=_("Nama seperti di layar"), max_length=100)
    field_order = ("username", "display_name", "employee_number", "post", "role", "areas")


class DeputyForm(forms.Form):
    """Who stands in for whom, on which days."""

    absent = forms.ChoiceField(label=_("Yang berhalangan"))
    stand_in = forms.ChoiceField(label=_("Wakilnya"))
    from_day = ThreePartDateField(label=_("Dari tanggal"))
    until_day = ThreePartDateField(label=_("Sampai dengan tanggal"))

    def __init__(self, *arguments: Any, officers: Sequence[Account], **named: Any) -> None:
        super().__init__(*arguments, **named)
        for name in ("absent", "stand_in"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("Pilih petugas")), *((str(one.uuid), in_a_list(one)) for one in officers)]
