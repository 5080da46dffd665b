"""The fields of the events' forms: which belong to a kind, and how each is built."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from rekam.registry.entries import words
from rekam.registry.entries.effects import UNDOES, Kind
from rekam.registry.entries.rules import Block
from rekam.ui.forms import CHOOSE, ThreePartDateField

# As SIAK writes them.
RELIGIONS = ("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Khonghucu", "Kepercayaan")
MARITAL = ("Belum Kawin", "Kawin", "Cerai Hidup", "Cerai Mati")
BLOOD = ("-", "A", "B", "AB", "O")
CHILD = "Anak"
RELATIONS = (
    *("Kepala Keluarga", "Suami", "Istri", CHILD, "Menantu", "Cucu"),
    *("Orang Tua", "Mertua", "Famili Lain"),
)

_ELEMENTS = (
    *("full_name", "sex", "religion", "marital_status", "occupation", "head_relation"),
    *("mother_name", "father_name", "nationality", "permit_until", "disability"),
)
_NEWCOMER = ("full_name", "sex", "birth_place", "birth_date", "religion", "blood_group", "head_relation")
_PARENTS = ("mother_name", "father_name")
_NATION = ("nationality", "permit_until")
_ADDRESS = ("area_code", "address", "rt", "rw")

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.BIRTH: ("on", *_NEWCOMER, *_PARENTS, "document", "note"),
    Kind.LATE_BIODATA: (
        *("on", *_NEWCOMER, "marital_status", "occupation"),
        *(*_PARENTS, *_NATION, *_ADDRESS, "document", "note"),
    ),
    Kind.MOVE_IN: (
        *("on", "nik", "skpwni", "origin", *_NEWCOMER, "marital_status", "occupation", *_PARENTS),
        *(*_NATION, "recorded_on", *_ADDRESS, "document", "note"),
    ),
    Kind.DEATH: ("on", "document", "left_head", "note"),
    Kind.MOVE_WITHIN: ("on", "members", *_ADDRESS, "kk", "new_head", "left_head", "document", "note"),
    Kind.MOVE_OUT: ("on", "members", "skpwni", "destination", "left_head", "note"),
    Kind.MARRIAGE: (
        *("on", "document", "spouse_nik", "head", "kk", "left_head", "other_left_head_nik", "note"),
    ),
    Kind.DIVORCE: ("on", "document", "spouse", "leaver", "children", "left_head", "note"),
    Kind.CHANGE: ("on", *_ELEMENTS, "document", "note"),
    Kind.CORRECTION: ("on", "birth_place", "birth_date", "blood_group", *_ELEMENTS, "document", "note"),
    Kind.SPLIT_CARD: ("on", "members", "new_head", "left_head", "document", "note"),
    Kind.JOIN_CARD: ("on", "members", "kk", "left_head", "document", "note"),
    Kind.DEACTIVATION: ("on", "reason", "document", "note"),
    **dict.fromkeys((Kind.REACTIVATION, *UNDOES), ("on", "document", "note")),
    Kind.DOUBLE_NIK: ("on", "keep_nik", "basis", "left_head", "document", "note"),
    Kind.AREA_CHANGE: ("on", "from_code", "to_code", "name", "rts", "document", "note"),
}


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


def _text(label: words.Text, *, longest: int = 200, needed: bool = False, hint: words.Text = "") -> Builder:
    return lambda _place: forms.CharField(
        label=label,
        max_length=longest,
        required=needed,
        help_text=hint,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def _day(label: words.Text, *, needed: bool = True) -> Builder:
    return lambda _place: ThreePartDateField(label=label, required=needed)


def _one_of(label: words.Text, choices: Sequence[str], *, needed: bool = True) -> Builder:
    return lambda _place: forms.ChoiceField(
        label=label, choices=[_nothing_yet(needed=needed), *((c, c) for c in choices)], required=needed
    )


def _nothing_yet(*, needed: bool) -> tuple[str, words.Text]:
    """The first line of a select: nothing is filled in for the officer."""
    return ("", CHOOSE if needed else "–")


def _relation(place: Place) -> forms.Field | None:
    field = _one_of(_("Hubungan dalam keluarga"), RELATIONS)(place)
    if field is not None and place.kind is Kind.BIRTH:
        field.initial = CHILD
    return field


def _member(label: words.Text, *, hint: words.Text = "", others: bool = False) -> Builder:
    """A member of the card; `others` leaves out whom the event is about."""

    def build(place: Place) -> forms.Field | None:
        people = [one for one in place.family if not others or one[0] != place.subject]
        if not people:
            return None
        return forms.ChoiceField(label=label, choices=[("", "–"), *people], required=False, help_text=hint)

    return build


def _left_head(place: Place) -> forms.Field | None:
    """Whoever dies or goes heads nobody who stays; after a divorce either of the two may stay."""
    hint = _("Hanya bila kepala keluarga yang pergi.")
    label = _("Kepala keluarga bagi yang ditinggalkan")
    return _member(label, hint=hint, others=place.kind is not Kind.DIVORCE)(place)


def _new_head(place: Place) -> forms.Field | None:
    moves = place.kind is Kind.MOVE_WITHIN
    hint = _("Kosong: kepala keluarga yang ikut pindah, atau orang ini.") if moves else ""
    return _member(_("Kepala keluarga KK baru"), hint=hint)(place)


def _members(place: Place) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Siapa saja"), choices=place.family, widget=forms.CheckboxSelectMultiple
    )


def _children(place: Place) -> forms.Field:
    return forms.MultipleChoiceField(
        label=_("Anak yang ikut"),
        choices=place.family,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _document(place: Place) -> forms.Field:
    return forms.CharField(label=words.DOCUMENTS.get(place.kind, words.DOCUMENT), max_length=100)


def _village(place: Place) -> forms.Field | None:
    if place.has_card:
        return None
    needed, hint = _needed(place)
    choices = [_nothing_yet(needed=needed), *place.villages]
    return forms.ChoiceField(label=_("Kelurahan"), choices=choices, required=needed, help_text=hint)


def _needed(place: Place) -> tuple[bool, words.Text]:
    """Whether an address is needed, and when it is not: whoever joins a card lives where that card is."""
    may_join = place.kind is Kind.MOVE_WITHIN
    return not may_join, _("Kosong hanya bila masuk KK lain.") if may_join else ""


def _address(label: words.Text, *, longest: int) -> Builder:
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


def _marriage_head(_place: Place) -> forms.Field:
    choices = [
        ("", _("tanpa KK baru: tetap, atau masuk KK di bawah")),
        ("self", _("orang ini")),
        ("spouse", _("pasangannya")),
    ]
    return forms.ChoiceField(label=_("Kepala keluarga KK baru"), choices=choices, required=False)


def _chosen(label: words.Text, choices: Mapping[str, words.Text]) -> Builder:
    return lambda _place: forms.ChoiceField(
        label=label, choices=[_nothing_yet(needed=True), *choices.items()]
    )


def _name(place: Place) -> forms.Field:
    hint = _("Nama baru: paling sedikit dua kata, paling banyak 60 huruf, tanpa singkatan.")
    is_new = place.kind in {Kind.BIRTH, Kind.LATE_BIODATA, Kind.CHANGE}
    return forms.CharField(label=_("Nama lengkap"), max_length=200, help_text=hint if is_new else "")


BUILDERS: Mapping[str, Builder] = {
    "on": lambda place: ThreePartDateField(label=words.DAYS.get(place.kind, words.DAY)),
    "document": _document,
    "note": _text(_("Catatan")),
    "full_name": _name,
    "sex": _chosen(_("Jenis kelamin"), words.SEXES),
    "birth_place": _text(_("Tempat lahir"), longest=60, needed=True),
    "birth_date": _day(_("Tanggal lahir")),
    "blood_group": _one_of(_("Golongan darah"), BLOOD, needed=False),
    "religion": _one_of(_("Agama"), RELIGIONS),
    "marital_status": _one_of(_("Status kawin"), MARITAL),
    "occupation": _text(_("Pekerjaan"), longest=60, needed=True),
    "head_relation": _relation,
    "mother_name": _text(_("Nama ibu")),
    "father_name": _text(_("Nama ayah")),
    "nationality": _one_of(_("Kewarganegaraan"), ("WNI", "WNA")),
    "permit_until": _day(_("ITAP berlaku sampai"), needed=False),
    "disability": _text(_("Disabilitas"), longest=30),
    "nik": _text("NIK", longest=20, needed=True, hint=_("16 angka, seperti pada SKPWNI.")),
    "skpwni": _text(_("Nomor SKPWNI"), longest=60, needed=True),
    "origin": _text(_("Daerah asal"), longest=100, needed=True),
    "destination": _text(_("Daerah tujuan"), longest=100, needed=True),
    "recorded_on": _day(_("Sudah direkam di daerah asal pada"), needed=False),
    "area_code": _village,
    "address": _address(_("Alamat"), longest=120),
    "rt": _address("RT", longest=3),
    "rw": _address("RW", longest=3),
    "members": _members,
    "children": _children,
    "kk": _text(_("Nomor KK yang dituju"), longest=20, hint=_("Kosong bila tidak masuk KK lain.")),
    "new_head": _new_head,
    "left_head": _left_head,
    "spouse_nik": _text(
        _("NIK pasangan"), longest=20, hint=_("Kosong bila pasangan tercatat di luar wilayah.")
    ),
    "other_left_head_nik": _text(
        _("NIK kepala keluarga baru di KK pasangan"),
        longest=20,
        hint=_("Hanya bila pasangan meninggalkan KK yang ia kepalai."),
    ),
    "head": _marriage_head,
    "spouse": _member(_("Mantan pasangan"), others=True),
    "leaver": _member(_("Yang meninggalkan KK")),
    "reason": _chosen(_("Alasan"), {k: w for k, w in words.BLOCKS.items() if k != Block.DOUBLE}),
    "keep_nik": _text(
        _("NIK yang dipertahankan"),
        longest=20,
        needed=True,
        hint=_("Dipilih oleh orangnya; NIK lain dihapus."),
    ),
    "basis": _chosen(_("Dasar"), words.BASES),
    "from_code": _text(_("Kode lama"), longest=13, needed=True),
    "to_code": _text(_("Kode baru"), longest=13, needed=True),
    "name": _text(_("Nama wilayah baru"), longest=100),
    "rts": _text(_("Hanya RT/RW"), hint=_("Misalnya 003/001 004/001; kosong = seluruhnya.")),
}
