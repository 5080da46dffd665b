"""OSIA's closed schemas of answers, as far as we answer: what must be there, and what may."""

from typing import Any

IDS = ({"personId", "encounterId"}, {"others"})
TASK = ({"taskId"}, {"others"})
ERROR = ({"code", "message"}, set[str]())
CANDIDATE = ({"personId", "rank", "score"}, {"scores", "others"})
SCORE = ({"score"}, {"encounterId", "biometricType", "biometricSubType", "instance", "others"})
VERIFIED = ({"decision"}, {"scores"})
ENCOUNTER = (
    {"status", "encounterId", "encounterType", "biometricData"},
    {"galleries", "clientData", "contextualData", "biographicData"},
)
ITEM = (
    {"biometricType"},
    {
        *("biometricSubType", "encounterId", "image", "captureDate", "width", "height", "resolution"),
        *("compression", "missing"),
    },
)
COMPUTED = (
    {"biometricType", "template"},
    {"biometricSubType", "templateFormat", "quality", "qualityFormat", "algorithm", "vendor", "instance"},
)
Shape = tuple[set[str], set[str]]


def check(told: Any, shape: Shape) -> Any:
    """The same, when it is of that schema; lists are of many."""
    for one in told if isinstance(told, list) else [told]:
        needed, may = shape
        assert needed <= one.keys() <= needed | may, one
        for score in one.get("scores", []):
            check(score, SCORE)
            assert 0 <= score["score"] <= 1
        for item in one.get("biometricData", []):
            check(item, ITEM)
    return told
