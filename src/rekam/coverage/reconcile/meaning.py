"""What a number in an article counts, told from the words around it (pure)."""

import re
from dataclasses import dataclass

from rekam.coverage.reconcile.measures import PERCENT, TARGET

_CARD = r"(?:e-?\s?ktp|ktp(?:\s?-?\s?(?:e\b|el\b|elektronik))?|kartu)"
_RECORD = r"(?:me)?(?:rekam|perekam|terekam|direkam)\w*"
_HAS = r"memiliki|me?mpunyai|punya|memegang|mendapat\w*|mengantongi"
_NOT = r"belum(?:\s+(?:juga|sempat|pernah|mela\w+|di|ter))*\s+(?:perekaman|" + _RECORD + ")"
# The first that fits at a place; what is denied stands before what is affirmed.
_WORDS = (
    ("blanks_per_month", r"bla[nk]+[gk]?o\w*"),
    ("not_held", r"belum\s+(?:me?mpunyai|memiliki|punya|memegang|mendapat\w*|mengantongi)\w*"),
    ("not_printed", r"belum\s+(?:di|ter)?cetak\w*"),
    ("not_recorded_under_17", r"belum\s+(?:berusia\s+)?17 tahun"),
    ("not_recorded", _NOT),
    ("not_recorded", r"belum\s+melakukan\b|menyisakan|tersisa|\bsisanya\b|tanggungan"),
    ("first_time", r"pemilih pemula|wajib ktp pemula"),
    (
        "wajib",
        rf"wajib(?:\s+(?:{_HAS}|perekaman|rekam|ber))*[\s-]*{_CARD}|wajib\s+(?:memiliki|perekaman)|wktp",
    ),
    ("held", rf"memegang kartu|kepemilikan|(?:baru|sudah|telah|yang)\s+(?:{_HAS})|ber-?ktp"),
    ("print_ready", r"siap cetak|\bprr\b|print ready"),
    ("printed", r"(?:sudah|telah)\s+(?:di|ter)?cetak|tercetak"),
    ("ikd", r"\bikd\b|identitas kependudukan digital"),
    ("recorded", rf"(?:{_RECORD})|perekaman|pembuatan\s+{_CARD}"),
    ("population", r"jumlah penduduk|penduduk\b[^.]{0,60}\bberjumlah|penduduk\b|berpenduduk"),
)
_PATTERNS = [(measure, re.compile(pattern, re.IGNORECASE)) for measure, pattern in _WORDS]
_LEADS = re.compile(
    r"(?:ber|se)jumlah\W*$|(?:sebanyak|capai|sebesar|tinggal|adalah|yaitu|yakni|ialah|hingga|sampai)\W*$|"
    r"(?:total|ktp|jiwa|orang|:)\W*$",
    re.IGNORECASE,
)
_TARGET = re.compile(r"target|menargetkan|harus|optimis|ditarget", re.IGNORECASE)
_DENIED = re.compile(r"(?:tidak mungkin|mustahil|bukan|tidak akan)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)
_NATION = re.compile(r"nasional|indonesia|seluruh tanah air", re.IGNORECASE)
_OF_RECORDED = re.compile(
    r"dari\s+(?:yang|mereka yang|jumlah)?\s*(?:sudah\s+)?(?:direkam|terekam|rekam)", re.IGNORECASE
)
_BASES = frozenset({"wajib", "population", "blanks_per_month"})
_TARGET_MISSED = re.compile(r"dari target|mengejar target\W+\w+\W+(?:sudah|telah|baru)", re.IGNORECASE)


@dataclass(frozen=True)
class Around:
    """The words before and after a number, or a run of numbers, within its sentence."""

    before: str
    after: str

    @property
    def both(self) -> str:
        """All of them."""
        return f"{self.before} {self.after}"


@dataclass(frozen=True)
class Hit:
    """A measure named so many letters away from the number."""

    measure: str
    away: int


def measure_of(around: Around, *, percent: bool) -> str:
    """The measure of a number; "" where the words tell none.

    Words right before the number ("berjumlah", "mencapai") come before those behind it. A percentage of
    a base is never of the base itself: "93 persen warga wajib KTP yang melakukan perekaman" is recorded.
    """
    if percent and _TARGET.search(around.before) and not _TARGET_MISSED.search(around.before):
        return TARGET
    barred = _BASES if percent else frozenset[str]()
    before = _last(around.before, barred=barred)
    after = _first(around.after, barred=barred)
    if before and (_LEADS.search(around.before) or not after or before.away <= after.away):
        return _named(before.measure, around=around, percent=percent)
    return _named(after.measure, around=around, percent=percent) if after else ""


def is_denied(around: Around) -> bool:
    """Whether a number is only named to be refused: "tidak mungkin 100 persen"."""
    return bool(_DENIED.search(around.before))


def is_national(around: Around) -> bool:
    """Whether a number is told of the whole country, although the article is about an area."""
    return bool(_NATION.search(around.before[-60:]))


def _named(measure: str, *, around: Around, percent: bool) -> str:
    if not percent:
        return measure
    if measure == "held" and _OF_RECORDED.search(around.after[:60]):
        return "held_of_recorded_percent"
    return measure + PERCENT


def _last(text: str, *, barred: frozenset[str]) -> Hit | None:
    hits = _hits(text, barred=barred)
    return Hit(hits[-1][0], len(text) - hits[-1][2]) if hits else None


def _first(text: str, *, barred: frozenset[str]) -> Hit | None:
    hits = _hits(text, barred=barred)
    return Hit(hits[0][0], hits[0][1]) if hits else None


def _hits(text: str, *, barred: frozenset[str]) -> list[tuple[str, int, int]]:
    """Measures with where they begin and end, in the order of the text; longer ones eat those inside them."""
    found: list[tuple[str, int, int]] = []
    for measure, pattern in _PATTERNS:
        for hit in pattern.finditer(text):
            if not any(start < hit.end() and hit.start() < end for _, start, end in found):
                found.append((measure, hit.start(), hit.end()))
    return sorted((one for one in found if one[0] not in barred), key=lambda one: one[1])
