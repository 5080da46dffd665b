"""Pictures of docs/explanation/thresholds.md: how scores of drawn bodies spread, and how evidence adds up.

The bodies are drawn (`rekam.simulation`); the lines are those of `rekam.abis.engine.parameters`, which were
fitted on real images. So they show what the words mean, not how well the engine does on people.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from benchmarks.charts import BLUE, GREEN, GREY, INK, OCHRE, RED, Frame, picture, text

from rekam.abis.engine.enrol import extract_person
from rekam.abis.engine.extract.iris import extract_iris
from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.fusion import total, weigh
from rekam.abis.engine.match import irises
from rekam.abis.engine.parameters import DEFAULT, LEAST_FMR
from rekam.abis.engine.positions import IRISES, Position
from rekam.abis.engine.rows import iris_row
from rekam.abis.engine.samples import Sample
from rekam.abis.engine.template import PersonTemplate
from rekam.abis.engine.verifying import verify
from rekam.simulation.bodies import body

NAMES_OF_FILES: Final = ("evidence.svg", "scores-irises.svg", "scores-fused.svg")
EYES, VISITS = 120, 3
PERSONS: Final = 30
FINGERS: Final = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
CITY: Final = 760_000
"""People of the gallery whose lines are drawn: Kota Serang."""
ROWS: Final = 18
"""Pixels of a bar and what is between two."""
NAMES: Final = {
    Position.RIGHT_INDEX: "right index",
    Position.LEFT_INDEX: "left index",
    Position.IRIS_RIGHT: "right iris",
    Position.IRIS_LEFT: "left iris",
    Position.FACE: "face",
}

F64 = npt.NDArray[np.float64]


def made_with() -> str:
    """What the pictures of scores depend on: they are out of date when it changes."""
    return f"{Extractor.LEADER.value}; {DEFAULT}"


def pictures() -> dict[str, bytes]:
    """Each picture's file name and its bytes."""
    drawn = (evidence_of_three(), iris_scores(*eye_distances()), fused_scores(*fused_evidence()))
    return {name: words.encode() for name, words in zip(NAMES_OF_FILES, drawn, strict=True)}


def eye_distances() -> tuple[F64, F64]:
    """The distances of all pairs of pictures of one drawn eye, and of different ones."""
    rows, labels = [], []
    for eye in range(EYES):
        for visit in range(VISITS):
            sample = body(100 + eye // 2).iris(IRISES[eye % 2], impression=visit)
            rows.append(iris_row(extract_iris(sample)))
            labels.append(eye)
    column, label = np.stack(rows), np.array(labels)
    mates, strangers = [], []
    for k in range(len(rows) - 1):
        others, out = np.arange(k + 1, len(rows)), np.zeros(len(rows) - k - 1, np.float32)
        irises.distances(irises.rotated(rows[k]), column, others, out)
        mates.extend(out[label[others] == label[k]].tolist())
        strangers.extend(out[label[others] != label[k]].tolist())
    return np.array(mates), np.array(strangers)


def iris_scores(mates: F64, strangers: F64) -> str:
    """Above, both sorts of pairs; below, how rarely strangers come as near, beside the fitted tail."""
    model, edges = DEFAULT.iris, np.arange(0.0, 0.501, 0.01)
    upper = Frame(x=(0.0, 0.5), y=(0.0, 1.0), bottom=240)
    lower = Frame(x=(0.0, 0.5), y=(-7.0, 0.0), top=330, bottom=540)
    shares = [np.histogram(sort, bins=edges)[0] / len(sort) for sort in (mates, strangers)]
    ticks = {value / 10: f"{value / 10:.1f}" for value in range(6)}
    looked, passed = (model.zero + decades / model.slope for decades in (2.0, 4.0))
    told = [(d, math.log10(model.false_match_rate(d))) for d in np.arange(0.2, 0.43, 0.002).tolist()]
    told = [one for one in told if math.log10(LEAST_FMR) < one[1] < 0]
    bound = -math.log10(model.strangers)
    ranked = np.sort(strangers)
    steps = np.unique(np.geomspace(1, len(ranked), 120).astype(int))
    seen = [(float(ranked[k - 1]), math.log10(k / len(ranked))) for k in steps.tolist()]
    body_of = [
        *upper.axes(
            ticks=ticks,
            marks={0.25: "25 %", 0.5: "50 %", 0.75: "75 %", 1.0: "100 %"},
            below="distance: 0 = the same, 0.5 = nothing in common",
            beside="share of the pairs",
        ),
        upper.histogram(shares[0].tolist(), edges=edges.tolist(), colour=GREEN),
        upper.histogram(shares[1].tolist(), edges=edges.tolist(), colour=RED),
        text(upper.across(0.02), 85, f"one eye twice ({_many(len(mates))} pairs)", colour=GREEN),
        text(upper.right, 48, f"different eyes ({_many(len(strangers))} pairs)", anchor="end", colour=RED),
        upper.upright("match", at=passed, colour=INK, down=40),
        upper.upright("look", at=looked, colour=BLUE, down=60),
        *lower.axes(
            ticks=ticks,
            marks={0.0: "all", -2.0: "1 in 100", -4.0: "1 in 10⁴", -6.0: "1 in 10⁶"},
            below="distance",
            beside="different eyes that come at least as near",
        ),
        lower.curve([one for one in told if one[1] >= bound], colour=INK),
        lower.curve([one for one in told if one[1] <= bound], colour=INK, dashed=True),
        lower.curve(seen, colour=RED),
        lower.level(f"real pairs measured: {_many(model.strangers)}", at=bound),
        text(lower.left + 12, lower.top + 24, "black: the fitted tail, dotted where it is extrapolated"),
        text(lower.left + 12, lower.top + 44, "red: the drawn eyes of the upper picture", colour=RED),
    ]
    title = "Distances of drawn eyes, and how rarely strangers come near"
    return picture(title, body=body_of, high=600, made_with=made_with())


def fused_evidence() -> tuple[F64, F64, F64]:
    """The evidence of two fingers and two eyes: one drawn body well and poorly recorded, and two bodies."""
    known = [_person(seed, visit=0) for seed in range(PERSONS)]
    again = [_person(seed, visit=1) for seed in range(PERSONS)]
    poor = [_person(seed, visit=1, spoil=True) for seed in range(PERSONS)]
    found = np.array([[verify(one, reference=other).score for other in again] for one in known])
    spoilt = [verify(one, reference=other).score for one, other in zip(poor, known, strict=True)]
    own = np.eye(PERSONS, dtype=np.bool_)
    return found[own], np.array(spoilt), found[~own]


def _person(seed: int, *, visit: int, spoil: bool = False) -> PersonTemplate:
    drawn = body(200 + seed)
    samples = [drawn.sample(place, impression=visit) for place in (*FINGERS, *IRISES)]
    seen = (_spoilt(one, seed=seed) if spoil else one for one in samples)
    return extract_person(seen, extractor=Extractor.LEADER)


def _spoilt(sample: Sample, *, seed: int) -> Sample:
    """A recording as it should not be: half of the finger off the glass and smeared, the eye half closed."""
    rng = np.random.default_rng([seed, *sample.position.encode()])
    height, width = sample.pixels.shape
    soft = cv2.GaussianBlur(sample.pixels, (0, 0), 1.0 if sample.position.is_iris else 1.6)
    spoilt = soft + rng.normal(0, 14, soft.shape)
    share = float(rng.uniform(0.3, 0.62))
    if sample.position.is_iris:
        spoilt[: round(share * height)] = 190
    elif rng.random() < 0.5:
        spoilt[:, : round(share * width)] = 250
    else:
        spoilt[round((1 - share) * height) :] = 250
    return replace(sample, pixels=np.clip(spoilt, 0, 255).astype(np.uint8))


def fused_scores(good: F64, poor: F64, strangers: F64) -> str:
    """The three sorts of pairs, with the lines of a search in a city's gallery."""
    edges = np.arange(-6.0, 23.0, 1.0)
    frame = Frame(x=(-6.0, 24.0), y=(0.0, 1.0))
    shares = [np.histogram(sort, bins=edges)[0] / len(sort) for sort in (good, poor, strangers)]
    ticks = {float(value): f"{value:d}" for value in range(-5, 25, 5)}
    look, hit = _lines()
    body_of = [
        *frame.axes(
            ticks=ticks,
            marks={0.25: "25 %", 0.5: "50 %", 0.75: "75 %", 1.0: "100 %"},
            below="evidence of two fingers and two irises together (log10)",
            beside="share of the pairs",
        ),
        frame.histogram(shares[2].tolist(), edges=edges.tolist(), colour=RED),
        frame.histogram(shares[0].tolist(), edges=edges.tolist(), colour=GREEN),
        frame.histogram(shares[1].tolist(), edges=edges.tolist(), colour=OCHRE),
        frame.upright("look", at=look, colour=BLUE),
        frame.upright("hit", at=hit, colour=INK),
        text(frame.across(-2.8), 110, f"two bodies ({_many(len(strangers))} pairs)", colour=RED),
        text(frame.across(20.8), 110, f"one body twice ({len(good)})", anchor="end", colour=GREEN),
        text(frame.across(20.8), 200, f"one recording poor ({len(poor)})", anchor="end", colour=OCHRE),
    ]
    title = f"Evidence of drawn bodies, and the lines of a search among {_many(CITY)} people"
    return picture(title, body=body_of, made_with=made_with())


def evidence_of_three() -> str:
    """Bars that begin where the one above ended: one body, its twin, a stranger."""
    places = (*FINGERS, *IRISES, Position.FACE)
    known, again, stranger = (
        extract_person(
            (body(seed).sample(place, impression=visit) for place in places), extractor=Extractor.LEADER
        )
        for seed, visit in ((3, 0), (3, 1), (4, 0))
    )
    cases = {
        "The same body, another day": again,
        "A twin with the same face": replace(stranger, face=again.face),
        "A stranger": stranger,
    }
    frame = Frame(x=(-8.0, 26.0), y=(0.0, 1.0), left=120, right=610, top=30, bottom=454)
    look, hit = _lines()
    drawn = [
        frame.upright("look", at=look, colour=BLUE, down=-20),
        frame.upright("hit", at=hit, colour=INK, down=-20),
        *frame.axes(
            ticks={float(value): f"{value:d}" for value in range(-5, 26, 5)},
            marks={},
            below="evidence, added up part by part (log10)",
            beside="",
        ),
    ]
    for number, (name, probe) in enumerate(cases.items()):
        scores = verify(probe, reference=known).scores
        extractors = dict.fromkeys(FINGERS, Extractor.LEADER)
        weights = weigh(scores, parameters=DEFAULT, extractors=extractors)
        drawn.extend(_added_up(frame, name, weights=weights, top=frame.top + 12 + 140 * number))
    title = f"How the evidence of five parts adds up, with the lines among {_many(CITY)} people"
    return picture(title, body=drawn, high=510, made_with=made_with())


def _added_up(frame: Frame, name: str, *, weights: Mapping[Position, float], top: float) -> Iterator[str]:
    yield f'<path d="M{frame.across(0.0):.1f} {top + 8}v{ROWS * (len(weights) + 1)}" stroke="{GREY}"/>'
    yield text(frame.left + 6, top + 2, name, colour=INK)
    at = 0.0
    for row, (place, weight) in enumerate(weights.items()):
        y = top + 8 + ROWS * row
        yield text(frame.left - 8, y + 12, NAMES[place], anchor="end")
        yield _bar(frame, at, at + weight, y=y, colour=GREEN if weight > 0 else RED)
        at += weight
        yield _told(frame, weight, low=min(at, at - weight), high=max(at, at - weight), y=y)
    y = top + 8 + ROWS * len(weights)
    yield text(frame.left - 8, y + 12, "together", anchor="end")
    yield _bar(frame, 0.0, total(weights), y=y, colour=INK)
    yield _told(frame, total(weights), low=min(0.0, total(weights)), high=max(0.0, total(weights)), y=y)


def _told(frame: Frame, value: float, *, low: float, high: float, y: float) -> str:
    """A value beyond the end of its bar: to the left of one that speaks against."""
    words = f"{round(value, 1) + 0.0:+.1f}"
    if value < -0.05:
        return text(frame.across(low) - 5, y + 12, words, anchor="end", size=12)
    return text(frame.across(high) + 5, y + 12, words, size=12)


def _bar(frame: Frame, start: float, end: float, *, y: float, colour: str) -> str:
    low, high = sorted((frame.across(start), frame.across(end)))
    return f'<rect x="{low:.1f}" y="{y + 2}" width="{high - low:.1f}" height="{ROWS - 5}" fill="{colour}"/>'


def _lines() -> tuple[float, float]:
    return DEFAULT.threshold_review(gallery=CITY), DEFAULT.threshold_duplicate(gallery=CITY)


def _many(count: int) -> str:
    return f"{count:,}"
