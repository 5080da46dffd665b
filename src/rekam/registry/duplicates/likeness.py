"""The model of likeness as settings.json has it: its fields, and the levels of each. Light to import."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SETTINGS = Path(__file__).with_name("settings.json")
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Alike:
    """Two rows (unique ids, the lower first) that reach the queue.

    weight    match weight in bits: log2 of the odds that they are one person, prior 1 in 10^8 included
    evidence  field -> level, both as settings.json names them
    """

    first: int
    second: int
    weight: float
    evidence: Mapping[str, str]


def levels() -> Mapping[str, Sequence[str]]:
    """Field -> its levels from the weakest (0) to the strongest, as settings.json has them."""
    return {
        comparison["output_column_name"]: [
            level["label_for_charts"]
            for level in reversed(comparison["comparison_levels"])
            if not level.get("is_null_level")
        ]
        for comparison in _settings()["comparisons"]
    }


@cache
def _settings() -> dict[str, Any]:
    settings: dict[str, Any] = json.loads(SETTINGS.read_text(encoding="utf-8"))
    return settings
