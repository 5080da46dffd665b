"""How each field of the events' forms is built for a place: a kind of event, and whom it is about."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from rekam.registry.entries import words
from rekam.registry.entries.effects import Kind
from rekam.ui.forms import CHOOSE, ThreePartDateField

CHILD = "Anak"
RELATIONS = (
    *("Kepala Keluarga", "Suami", "Istri", CHILD, "Menantu", "Cucu"),
    *("Orang Tua", "Mertua", "Famili Lain"),
)


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a field needs to know: the kind, whom it is about (empty = new), who is on the card, the
    villages, whether a card is joined."""

    kind: Kind
    subject: str
    family: Sequence[tuple[str, str]]
    villages: Sequence[tuple[str, str]]
    has_card: bool


Builder = Callable[[Place], forms.Field | None]


def text(label: words.Text, *, longest: int = 200, needed: bool = False, hint: words.Text = "") -> Builder:
    return lambda _place: forms.CharField(
        label=label,
        max_length=longest,
        required=needed,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def day(label: words.Text, *, needed: bool = True) -> Builder:
    return lambda _place: ThreePartDateField(label=label, required=needed)


def one_of(label: words.Text, choices: Sequence[str], *, needed: bool = True) -> Builder:
    return lambda _place: forms.ChoiceField(
        label=label, choices=[_nothing_yet(needed=needed), *((c, c) for c in choices)], required=needed
    )


def _nothing_yet(*, needed: bool) -> tuple[str, words.Text]:
    """The first line of a select: nothing is filled in for the officer."""
    return ("", CHOOSE if needed else "–")


def relation(place: Place) -> forms.Field | None:
    field = one_of(_("Hubungan dalam keluarga"), RELATIONS)(place)
    if field is not None and place.kind is Kind.BIRTH:
        field.initial = CHILD
    return field


def member(label: words.Text, *, hint: words.Text = "", others: bool = False) -> Builder:
    """A member of the card; `others` leaves out whom the event is about."""

    def build(place: Place) -> forms.Field | None:
        people = [one for one in place.family if not others or one[0] != place.subject]
        if not people:
            return None
        return forms.ChoiceField(label=label, choices=[("", "–"), *people], required=False, help_text=hint)

    return build


def left_head(place: Place) -> forms.Field | None:
    """Whoever dies or goes heads nobody who stays; after a divorce either of the two may stay."""
    hint = _("Hanya bila kepala keluarga yang pergi.")
    label = _("Kepala keluarga bagi yang ditinggalkan")
    return member(label, hint=hint, others=place.kind is not Kind.DIVORCE)(place)


def new_head(place: Place) -> forms.Field | None:
    moves = place.kind is Kind.MOVE_WITHIN
    hint = _("Kosong: kepala keluarga yang ikut pindah, atau orang ini.") if moves else ""
    return member(_("Kepala keluarga KK baru"), hint=hint)(place)


def members(place: Place) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Siapa saja"), choices=place.family, widget=forms.CheckboxSelectMultiple
    )


def children(place: Place) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Anak yang ikut"),
        choices=place.family,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def document(place: Place) -> forms.Field:
    return forms.CharField(label=words.DOCUMENTS.get(place.kind, words.DOCUMENT), max_length=100)


def village(place: Place) -> forms.Field | None:
    if place.has_card:
        return None
    needed, hint = _needed(place)
    choices = [_nothing_yet(needed=needed), *place.villages]
    return forms.ChoiceField(label=_("Kelurahan"), choices=choices, required=needed, help_text=hint)


def _needed(place: Place) -> tuple[bool, words.Text]:
    """Whether an address is needed, and when it is not: whoever joins a card lives where that card is."""
    may_join = place.kind is Kind.MOVE_WITHIN
    return not may_join, _("Kosong hanya bila masuk KK lain.") if may_join else ""


def address(label: words.Text, *, longest: int) -> Builder:
    def build(place: Place) -> forms.Field | None:
        if place.has_card:
            return None
        narrow = {"class": "govuk-input--width-3"} if longest == len("001") else {}
        needed, hint = _needed(place)
        told = _("Tulis dengan angka, paling banyak 3.")
        return forms.CharField(
            label=label,
            max_length=longest,
            required=needed,
            help_text=hint,
            widget=forms.TextInput(attrs=narrow),
            validators=[RegexValidator(r"^[0-9]{1,3}\Z", told)] if narrow else [],
        )

    return build


def marriage_head(_place: Place) -> forms.Field:
    choices = [
        ("", _("tanpa KK baru: tetap, atau masuk KK di bawah")),
        ("self", _("orang ini")),
        ("spouse", _("pasangannya")),
    ]
    return forms.ChoiceField(label=_("Kepala keluarga KK baru"), choices=choices, required=False)


def chosen(label: words.Text, choices: Mapping[str, words.Text]) -> Builder:
    return lambda _place: forms.ChoiceField(
        label=label, choices=[_nothing_yet(needed=True), *choices.items()]
    )


def name(place: Place) -> forms.Field:
    hint = _("Nama baru: paling sedikit dua kata, paling banyak 60 huruf, tanpa singkatan.")
    is_new = place.kind in {Kind.BIRTH, Kind.LATE_BIODATA, Kind.CHANGE}
    return forms.CharField(label=_("Nama lengkap"), max_length=200, help_text=hint if is_new else "")
