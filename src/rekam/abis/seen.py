"""What lay before an adjudicator, by name, so that a verdict can be read again with all it rested on.

No image is copied: each is named by the SHA-256 under which the vault keeps it. Of the machine's work the
numbers are kept under the engine's public names (docs/reference/recorder.md), not the arrays.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from rekam.abis import adjudication, queries
from rekam.abis.models import Case, SearchRun
from rekam.abis.services import template_of
from rekam.kernel.errors import RuleBroken

if TYPE_CHECKING:
    from rekam.abis.engine.template import FingerTemplate, PersonTemplate

VERSION = 1
DIGITS = 6


def seen(case: Case) -> dict[str, object]:
    """Everything the page of a case shows that a verdict can rest on."""
    from rekam.abis.engine.template import VERSION as TEMPLATE_VERSION

    a, b = adjudication.sides(case)
    found = adjudication.found(case)
    return {
        "version": VERSION,
        "run": case.run_id,
        "engine": {
            "template": TEMPLATE_VERSION,
            "extractors": dict(adjudication.extractors(case)),
            "parameters_sha256": parameters_digest(case.run),
        },
        "gallery": case.run.gallery,
        "score": found.get("score"),
        "far": found.get("far"),
        "outcome": found.get("outcome", ""),
        "parts": [_part(part) for part in adjudication.parts(case)],
        "positions": list(adjudication.pictured(case)),
        "matched": matched(first=a.subject, second=b.subject),
        "images": {side.letter: dict(queries.digests(side.subject)) for side in (a, b)},
    }


def parameters_digest(run: SearchRun) -> str:
    """SHA-256 of the engine's parameters of a search, as canonical JSON; the values stay with the search."""
    told = json.dumps(run.parameters, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def matched(*, first: UUID, second: UUID) -> dict[str, dict[str, float]]:
    """The steps of each compared finger by their public names; pairs by their count, turns in degrees."""
    one, other = _template(first), _template(second)
    if one is None or other is None:
        return {}
    both = [position for position in one.fingers if position in other.fingers]
    return {
        str(position): _steps(one.fingers[position], other.fingers[position])
        for position in sorted(both, key=str)
    }


def _steps(one: "FingerTemplate", other: "FingerTemplate") -> dict[str, float]:
    from rekam.abis.engine.match.explaining import Movement, explain_fingers
    from rekam.abis.engine.recorder import Notebook

    notes, told = Notebook(), {}
    explain_fingers(one, other, recorder=notes)
    for name, value in notes.kept:
        if isinstance(value, tuple | list):
            told[name] = float(len(value))
        elif isinstance(value, Movement):
            told[name] = round(value.degrees, 1)
        elif isinstance(value, int | float):
            told[name] = round(float(value), DIGITS)
    return told


def _part(part: adjudication.Part) -> dict[str, object]:
    return {
        "position": part.position,
        "state": part.state,
        "word": str(part.word),
        "rarity": str(part.rarity),
        "rate": part.rate,
        "quality": {"A": part.quality_a, "B": part.quality_b},
    }


def _template(subject: UUID) -> "PersonTemplate | None":
    try:
        return template_of(subject)
    except RuleBroken:  # a record whose body was never read: nothing of it was matched
        return None


def parts_of(shown: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The compared parts of what was kept; none of a verdict from before they were."""
    kept = shown.get("parts")
    compared = [part for part in kept if part["state"] != "none"] if isinstance(kept, list) else []
    return [{**part, "name": adjudication.POSITION_WORDS[part["position"]]} for part in compared]
