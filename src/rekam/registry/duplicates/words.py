"""How likeness is told: a word for the whole, and one for each field, by the levels of settings.json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.kernel.nik import Sex
from rekam.kernel.region import area_name
from rekam.registry.duplicates.likeness import UNKNOWN
from rekam.registry.duplicates.models import Pair
from rekam.registry.duplicates.rules import State, Strength, strength
from rekam.registry.models import Resident
from rekam.ui.parts import State as Sign

Words = Mapping[str, str | Promise]

STRENGTHS: Words = {
    Strength.VERY_STRONG: lazy("sangat kuat"),
    Strength.STRONG: lazy("kuat"),
    Strength.WORTH_A_LOOK: lazy("perlu dilihat"),
}
ANSWERS: Words = {
    State.SAME: lazy("Orang yang sama"),
    State.DIFFERENT: lazy("Orang berbeda"),
    State.UNSURE: lazy("Ragu, minta orang lain melihat"),
}
SEXES: Words = {Sex.MALE: lazy("laki-laki"), Sex.FEMALE: lazy("perempuan")}
_PARENT: Words = {
    "same": lazy("sama"),
    "near": lazy("ejaan lain"),
    "part": lazy("yang satu lebih pendek"),
    "different": lazy("berbeda"),
}
LEVELS: Mapping[str, Words] = {
    "name": {
        "same": lazy("sama menurut bunyinya"),
        "near": lazy("ejaan lain"),
        "part": lazy("yang satu lebih pendek"),
        "alike": lazy("mirip"),
        "different": lazy("berbeda"),
        "relatives": lazy("tampak bersaudara"),
    },
    "birth": {
        "same": lazy("sama"),
        "same_convention": lazy("sama, tetapi tanggal perkiraan yang dipakai banyak orang"),
        "convention": lazy("tahun sama; yang satu tanggal perkiraan"),
        "slip": lazy("hampir sama, mungkin salah ketik"),
        "different": lazy("berbeda"),
    },
    "mother": _PARENT,
    "father": _PARENT,
    "sex": {"same": lazy("sama"), "different": lazy("berbeda")},
    "birth_place": {"same": lazy("sama"), "different": lazy("berbeda")},
    "home": {
        "same_kk": lazy("KK sama; itu juga ciri saudara, jadi tidak dihitung"),
        "same_address": lazy("alamat sama, KK lain"),
        "same_area": lazy("kelurahan sama"),
        "different": lazy("kelurahan lain"),
    },
}
_STRONG = frozenset({"same", "near", "same_address"})
_AGAINST = frozenset({"different", "relatives"})
_SAYS_LITTLE = frozenset({"sex", "birth_place", "home"})  # being alike in these, as in living apart


@dataclass(frozen=True)
class Row:
    """One field of the two residents beside each other.

    first, second  text or a date
    sign           how the likeness weighs, a state of ui.parts; "" where the field was not compared
    """

    label: str | Promise
    first: object
    second: object
    sign: str = ""
    word: str | Promise = ""

    @property
    def differs(self) -> bool:
        """Whether the two are written differently."""
        return self.first != self.second

    @property
    def is_day(self) -> bool:
        """Whether the values are dates."""
        return isinstance(self.first or self.second, date)


def strength_word(pair: Pair) -> str | Promise:
    """How strongly the two speak for one person, in words."""
    return STRENGTHS[strength(pair.weight)]


def rows(pair: Pair) -> Sequence[Row]:
    """The two residents field by field, with what the likeness of each says."""
    one, other = pair.first, pair.second
    compared = [
        (lazy("Nama"), "full_name", "name"),
        (lazy("Tanggal lahir"), "birth_date", "birth"),
        (lazy("Tempat lahir"), "birth_place", "birth_place"),
        (lazy("Jenis kelamin"), "sex", "sex"),
        (lazy("Ibu"), "mother_name", "mother"),
        (lazy("Ayah"), "father_name", "father"),
    ]
    told = [
        Row(label, _written(one, name), _written(other, name), *_likeness(pair, field))
        for label, name, field in compared
    ]
    return [
        Row("NIK", one.nik, other.nik),
        *told,
        Row("KK", one.kk, other.kk),
        Row(lazy("Alamat"), _address(one), _address(other), *_likeness(pair, "home")),
        Row(lazy("Hubungan dalam KK"), one.head_relation, other.head_relation),
        Row(lazy("Direkam"), one.recorded_on, other.recorded_on),
    ]


def _written(one: Resident, name: str) -> object:
    return SEXES[one.sex] if name == "sex" else getattr(one, name)


def _likeness(pair: Pair, field: str) -> tuple[str, str | Promise]:
    level = str(pair.evidence.get(field, UNKNOWN))
    if level == UNKNOWN:
        return Sign.NONE, lazy("tidak diketahui")
    word = LEVELS[field][level]
    if level in _AGAINST and field not in ("home", "birth_place"):
        return Sign.BAD, word
    if field in _SAYS_LITTLE and level not in _STRONG - {"same"}:
        return "", word
    return (Sign.GOOD if level in _STRONG else Sign.WAIT), word


def _address(one: Resident) -> str:
    return f"{one.address}, RT {one.rt} RW {one.rw}, {area_name(one.area_code)}"
