"""What lies before an adjudicator: two records, their images with numbered minutiae, the machine's words."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.abis import queries, rules
from rekam.abis.models import Case
from rekam.abis.rules import Outcome
from rekam.ui import numbers
from rekam.ui.language import page_language

POSITION_WORDS: Mapping[str, str | Promise] = {
    "right_thumb": lazy("Jempol kanan"),
    "right_index": lazy("Telunjuk kanan"),
    "right_middle": lazy("Tengah kanan"),
    "right_ring": lazy("Manis kanan"),
    "right_little": lazy("Kelingking kanan"),
    "left_thumb": lazy("Jempol kiri"),
    "left_index": lazy("Telunjuk kiri"),
    "left_middle": lazy("Tengah kiri"),
    "left_ring": lazy("Manis kiri"),
    "left_little": lazy("Kelingking kiri"),
    "iris_right": lazy("Iris kanan"),
    "iris_left": lazy("Iris kiri"),
}
FINGERS = tuple(place for place in POSITION_WORDS if not place.startswith("iris_"))
IRISES = ("iris_right", "iris_left")
MOST_TOLD = 12  # powers of ten: no rarity beyond it was ever measured, so a page tells none


@dataclass(frozen=True, kw_only=True)
class Part:
    """One line of the machine's answer.

    state, word   how alike, as `ui.parts.State` and in words
    rarity        how often two bodies come out as alike, at most; of a part not compared, why not
    rate          the same as a number (0 to 1); None of a part not compared
    """

    position: str
    name: str
    state: str
    word: str
    rarity: str
    quality_a: int | None
    quality_b: int | None
    rate: float | None = None

    @property
    def compared(self) -> bool:
        return self.state != "none"


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the two records, without saying whose: A is the newer one, B the one that was found."""

    letter: str
    subject: UUID
    captured_on: object
    fingers: int
    irises: int
    missing: Mapping[str, str]
    positions: frozenset[str]


def sides(case: Case) -> tuple[Side, Side]:
    """Both records of a case."""
    return _side("A", case.probe.uuid), _side("B", case.candidate)


def parts(case: Case) -> list[Part]:
    """The machine's answer part by part, in the order of the hands; parts that one side lacks say why."""
    a, b = sides(case)
    told, whose = scores(case), extractors(case)
    in_a, in_b = queries.qualities(a.subject), queries.qualities(b.subject)
    return [
        _part(
            position,
            score=told.get(position),
            extractor=whose.get(position),
            sides=(a, b),
            qualities=(in_a.get(position), in_b.get(position)),
        )
        for position in POSITION_WORDS
    ]


def scores(case: Case) -> Mapping[str, float]:
    """The score of each compared part, as the search kept it."""
    told: Mapping[str, float] = found(case).get("scores", {})
    return told


def extractors(case: Case) -> Mapping[str, str]:
    """Whose model each compared finger went by; a search that does not say so knew mindtct alone."""
    kept = found(case)
    told: Mapping[str, str] = kept.get("extractors") or dict.fromkeys(kept.get("scores", {}), "mindtct")
    return told


def found(case: Case) -> Mapping[str, Any]:
    """The candidate of a case as the search kept it."""
    none: Mapping[str, Any] = {}
    return next((one for one in case.run.candidates if one["subject"] == str(case.candidate)), none)


def verdict_of_machine(case: Case) -> str:
    """The engine's decision in words; it is advice, and stands below the images."""
    outcome = found(case).get("outcome", "")
    if outcome == Outcome.HIT:
        return _("sangat mungkin orang yang sama")
    return _("mirip, tetapi tidak cukup untuk diputus mesin")


def evidence_rows(case: Case) -> list[dict[str, str]]:
    """What is kept with a verdict: engine's thresholds, gallery, and what was compared."""
    parameters: Mapping[str, Any] = case.run.parameters
    best = found(case)
    return [
        {
            "key": _("Galeri"),
            "value": _("%(count)s orang")
            % {"count": numbers.count(case.run.gallery, language=page_language())},
        },
        {
            "key": _("Ambang"),
            "value": _("ganda: mulai %(hit)s; dilihat orang: mulai %(look)s")
            % {
                "hit": _line(parameters.get("target_fpir"), gallery=case.run.gallery),
                "look": _line(parameters.get("review_fpir"), gallery=case.run.gallery),
            },
        },
        {"key": _("Skor"), "value": score_words(best.get("score"), far=best.get("far"))},
        {"key": _("Dibandingkan"), "value": _("%(count)s bagian") % {"count": len(best.get("scores", {}))}},
    ]


def score_words(score: float | None, *, far: float | None) -> str:
    """The fused score, and how often a stranger's body reaches it, at most."""
    told = _("%(score)s (log10)") % {"score": _score(score)}
    if not far:
        return told
    return _("%(score)s; orang lain semirip ini: 1 dari %(count)s atau lebih jarang") % {
        "score": told,
        "count": _round(min(-math.log10(far), MOST_TOLD)),
    }


def is_mixed(parts: Sequence[Part]) -> bool:
    """Whether fingers and irises contradict each other; see `rules.is_mixed`."""
    return rules.is_mixed({part.position: part.state for part in parts if part.compared})


def pictured(case: Case) -> Sequence[str]:
    """The finger positions of which there is an image on either side, those with a score first."""
    a, b = sides(case)
    told = scores(case)
    there = [place for place in FINGERS if place in a.positions | b.positions]
    return sorted(there, key=lambda place: (place not in told, place not in a.positions & b.positions))


def _side(letter: str, subject: UUID) -> Side:
    row = queries.find_subject(subject)
    there = queries.positions(subject)
    return Side(
        letter=letter,
        subject=subject,
        captured_on=row.captured_on if row else None,
        fingers=len(there & set(FINGERS)),
        irises=len(there & set(IRISES)),
        missing=row.missing if row else {},
        positions=frozenset(there),
    )


def _part(
    position: str,
    *,
    score: float | None,
    extractor: str | None,
    sides: tuple[Side, Side],
    qualities: tuple[int | None, int | None],
) -> Part:
    state, word, rarity = "none", _("tidak dibandingkan"), _why_not(position, sides=sides)
    rate = None
    if score is not None:
        state, word, rarity = _told(position, score=score, extractor=extractor)
        rate = strength(position, score=score, extractor=extractor)[1]
    return Part(
        position=position,
        name=str(POSITION_WORDS[position]),
        state=state,
        word=word,
        rarity=rarity,
        quality_a=qualities[0],
        quality_b=qualities[1],
        rate=rate,
    )


def strength(position: str, *, score: float, extractor: str | None) -> tuple[float, float]:
    """What a part's score says: its evidence (log10 units), and how often two bodies reach it, at most."""
    from rekam.abis.engine import fusion
    from rekam.abis.engine.extractor import Extractor
    from rekam.abis.engine.parameters import DEFAULT
    from rekam.abis.engine.positions import Position

    model = fusion.model_of(
        Position(position), parameters=DEFAULT, extractor=Extractor(extractor) if extractor else None
    )
    units = fusion.model_units(Position(position), score=score)
    return model.evidence(units), model.false_match_rate(units)


def _told(position: str, *, score: float, extractor: str | None) -> tuple[str, str, str]:
    weight, rate = strength(position, score=score, extractor=extractor)
    rarity = _("paling banyak 1 dari %(count)s pasangan") % {"count": _round(-math.log10(rate))}
    if weight >= 4:
        return "good", _("sangat kuat"), rarity
    if weight >= 2:
        return "good", _("kuat"), rarity
    if weight > 0:
        return "wait", _("lemah"), rarity
    return "bad", _("tidak mirip"), _("biasa pada orang berbeda")


def _round(weight: float) -> str:
    """10 ** weight with one leading digit, its thousands parted."""
    power = math.floor(weight)
    return numbers.count(int(10 ** (weight - power)) * 10**power, language=page_language())


def _line(fpir: float | None, *, gallery: int) -> str:
    """From which score on, in a gallery of that size, and the rate that it stands for."""
    from rekam.abis.engine.parameters import required_fmr

    if fpir is None:
        return numbers.NO_BASE
    score = _score(-math.log10(required_fmr(fpir=fpir, gallery=max(1, gallery))))
    return _("%(score)s (FPIR %(rate)s)") % {"score": score, "rate": _rate(fpir)}


def _rate(fpir: float | None) -> str:
    """A rate as a percentage: 0.001 is 0,1 %."""
    share = None if fpir is None else Decimal(str(fpir)) * 100
    return numbers.percent(share, decimals=1, language=page_language())


def _score(score: float | None) -> str:
    if score is None:
        return numbers.NO_BASE
    return numbers.decimal(Decimal(str(score)), decimals=1, language=page_language())


def _why_not(position: str, *, sides: tuple[Side, Side]) -> str:
    told = [
        _("%(letter)s: pengecualian %(code)s") % {"letter": side.letter, "code": side.missing[position]}
        for side in sides
        if position in side.missing
    ]
    return "; ".join(told) or _("tidak ada pada salah satu rekaman")
