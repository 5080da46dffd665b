"""What a number in an article counts, told from the words around it (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rekam.coverage.reconcile.english import ENGLISH
from rekam.coverage.reconcile.indonesian import INDONESIAN
from rekam.coverage.reconcile.measures import PERCENT, TARGET
from rekam.coverage.reconcile.wording import MEN, NOT, OTHER, WOMEN

_LANGUAGES = (INDONESIAN, ENGLISH)


def either(kind: str, *, before: str = "", after: str = "") -> re.Pattern[str]:
    """One kind of words (wording.Wording) in whichever language, between two patterns."""
    words = "|".join(getattr(language, kind) for language in _LANGUAGES)
    return re.compile(f"{before}(?:{words}){after}", re.IGNORECASE)


_MEASURES = [
    (measure, re.compile(pattern, re.IGNORECASE))
    for language in _LANGUAGES
    for measure, pattern in language.measures
]
_LEADS = either("leads", after=r"\W*$")
_BREAKS = either("breaks")
_TARGET, _TARGET_BEHIND = either("target"), either("target_behind", before=r"^\s*")
_TARGET_MISSED = either("target_missed")
_DENIED, _NOT_YET = either("denied", after="$"), either("not_yet", before=r"\b", after="$")
_NATION = either("nation")
_OF_RECORDED = either("of_recorded")
_BASES = frozenset({"wajib", "population", "blanks_per_month"})
_SEXES = frozenset({MEN, WOMEN})
_OPPOSITES = {
    "recorded": "not_recorded",
    "first_time_recorded": "not_recorded",
    "held": "not_held",
    "printed": "not_printed",
}
_BREAK_LENGTH = 30  # letters that a clause's end counts for


@dataclass(frozen=True)
class Around:
    """The words before and after a number, or a run of numbers, within its sentence.

    beyond   the words behind the next number, where this one is told as a part of it:
             "8.103 dari 598.221 warga wajib KTP belum direkam"
    """

    before: str
    after: str
    beyond: str = ""


@dataclass(frozen=True)
class Hit:
    """A measure named so many letters away from the number, with what lies between."""

    measure: str
    between: str

    @property
    def away(self) -> int:
        """Letters between, and more for each clause that ends there."""
        return len(self.between) + _BREAK_LENGTH * len(_BREAKS.findall(self.between))


_NOTHING = Hit("", "")


def measure_of(around: Around, *, percent: bool, sentence: str, told: Sequence[str]) -> str:
    """The measure of a number; "" where the words tell none.

    told   the measures of the sentence's numbers before this one

    Words right before the number ("berjumlah", "mencapai") come before those behind it. A percentage of
    a base is never of the base itself: "93 persen warga wajib KTP yang melakukan perekaman" is recorded.
    """
    if percent and _is_target(around):
        return TARGET
    barred = _BASES | _SEXES if percent else frozenset[str]()
    before = _last(around.before, barred=barred)
    after = _first(_OF_RECORDED.sub("", around.after, count=1) if percent else around.after, barred=barred)
    if before is None and around.beyond:
        after = _first(around.beyond, barred=_BASES)
    chosen = _nearer(before, after, around=around)
    measure = _in_context(chosen, sentence=sentence, told=told) if chosen else ""
    if not chosen and percent and told and told[-1] == "held_percent":
        measure = "held"  # "90,04 % dari wajib KTP atau 91,69 % dari yang sudah direkam"
    if not measure or not percent:
        return measure
    if measure == "held" and _OF_RECORDED.match(around.after.lstrip()):
        return "held_of_recorded_percent"
    return measure + PERCENT


def is_denied(around: Around, *, whole: bool) -> bool:
    """Whether a number is only named to be refused: "tidak mungkin 100 persen".

    whole  it is 100 per cent, which "belum" refuses too
    """
    return bool(_DENIED.search(around.before) or (whole and _NOT_YET.search(around.before)))


def is_national(around: Around) -> bool:
    """Whether a number is told of the whole country, although the article is about an area."""
    return bool(_NATION.search(around.before[-60:]))


def _is_target(around: Around) -> bool:
    if _TARGET_BEHIND.match(around.after):
        return True
    return bool(_TARGET.search(around.before)) and not _TARGET_MISSED.search(around.before)


def _nearer(before: Hit | None, after: Hit | None, *, around: Around) -> str:
    """The measure of the two that the number is told of; "" where there is none."""
    if before and OTHER in (name for name, *_ in _hits(_BREAKS.split(around.before)[-1])):
        return OTHER
    if before is None or after is None:
        return (before or after or _NOTHING).measure
    if after.measure in _SEXES and not after.between.strip():
        return after.measure
    leads = _LEADS.search(around.before) and not _BREAKS.search(before.between)
    return before.measure if leads or before.away <= after.away else after.measure


def _in_context(measure: str, *, sentence: str, told: Sequence[str]) -> str:
    """What a word means in its sentence: of first-time voters, of men, of what was denied before."""
    named = {name for name, *_ in _hits(sentence)}
    if measure == OTHER:
        return ""
    if measure == NOT:
        affirmed = (one.removesuffix(PERCENT) for one in reversed(told))
        measure = next((_OPPOSITES[one] for one in affirmed if one in _OPPOSITES), "")
    if measure in _SEXES:
        whole = next((one for one in ("wajib", "population") if one in named), "")
        return f"{whole}_{measure}" if whole else ""
    if measure in {"recorded", "not_recorded"} and "first_time" in named:
        return f"first_time_{measure}"
    return measure


def _last(text: str, *, barred: frozenset[str]) -> Hit | None:
    hits = [one for one in _hits(text) if one[0] not in barred]
    return Hit(hits[-1][0], text[hits[-1][2] :]) if hits else None


def _first(text: str, *, barred: frozenset[str]) -> Hit | None:
    hits = [one for one in _hits(text) if one[0] not in barred]
    return Hit(hits[0][0], text[: hits[0][1]]) if hits else None


@lru_cache(maxsize=1000)
def _hits(text: str) -> Sequence[tuple[str, int, int]]:
    """Measures with where they begin and end, in the order of the text; longer ones eat those inside them."""
    found: list[tuple[str, int, int]] = []
    for measure, pattern in _MEASURES:
        for hit in pattern.finditer(text):
            if not any(start < hit.end() and hit.start() < end for _, start, end in found):
                found.append((measure, hit.start(), hit.end()))
    return sorted(found, key=lambda one: one[1])
