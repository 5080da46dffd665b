"""The strict form of answers, as MOSIP's compliance schemas (0.9.0) have it."""

from datetime import datetime
from typing import Any

HEAD = {"id", "requestId", "responsetime", "returnValue"}
COUNTS = ({"count"}, {"jobscount"})


def check(answer: Any) -> None:
    """Fail unless an answer is of the strict form: every value a text, nothing but what the form has."""
    assert isinstance(answer, dict)
    assert answer.keys() >= HEAD
    assert all(isinstance(answer[name], str) for name in HEAD)
    assert answer["responsetime"].endswith("Z")
    assert len(answer["responsetime"]) == len("2026-01-05T02:11:03.120Z")
    datetime.fromisoformat(answer["responsetime"])
    more = answer.keys() - HEAD
    if answer["returnValue"] == "2":
        assert more == {"failureReason"}
        assert answer["failureReason"] in {str(number) for number in range(1, 19)}
        return
    assert answer["returnValue"] == "1"
    if more & {"candidateList"}:
        assert more == {"candidateList", "analytics"}
        _candidates(answer["candidateList"])
        _analytics(answer["analytics"])
        return
    assert more in ({}.keys(), *COUNTS)
    assert all(answer[name].isdigit() for name in more)


def _candidates(told: Any) -> None:
    assert told.keys() == {"count", "candidates"}
    assert told["count"] == str(len(told["candidates"]))
    for one in told["candidates"]:
        assert one.keys() == {"referenceId", "analytics", "modalities"}
        assert isinstance(one["referenceId"], str)
        _analytics(one["analytics"])
        for part in one["modalities"]:
            assert part.keys() == {"biometricType", "analytics"}
            assert part["biometricType"] in {"FIR", "IIR", "FID"}
            _analytics(part["analytics"])


def _analytics(told: Any) -> None:
    assert told.keys() == {"confidence", "internalScore"}
    assert all(isinstance(value, str) for value in told.values())
    assert 0 <= int(told["confidence"]) <= 100
    float(told["internalScore"])
