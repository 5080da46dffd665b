"""SBI error numbers and our stable codes (docs/reference/sbi.md)."""

from typing import Any

from rekam.kernel.errors import RuleBroken

CODES = {
    100: "device_not_registered",
    101: "device_nothing_detected",
    102: "device_extraction_failed",
    103: "device_tampered",
    104: "device_no_management_server",
    105: "device_wrong_orientation",
    106: "device_not_found",
    107: "device_certificate_expired",
    108: "device_key_missing",
    109: "device_count_unsupported",
    110: "device_not_ready",
    111: "device_busy",
    112: "device_answer_mismatch",
    202: "device_not_found",
}


def check_error(error: object) -> None:
    """Raise what an SBI `error` element says, if it says something.

    Raises RuleBroken with a code of CODES, "device_error" for other numbers, or
    "device_answer_invalid" for an element of another shape.
    """
    number, told = _read(error)
    if number != 0:
        raise RuleBroken(CODES.get(number, "device_error"), number=number, told=told)


def is_undetected(error: object) -> bool:
    """Whether an error element says that nothing was detected at its part (101)."""
    return _read(error)[0] == 101


def _read(error: object) -> tuple[int, str]:
    if error is None:
        return 0, ""
    if not isinstance(error, dict):
        raise RuleBroken("device_answer_invalid", where="error")
    values: dict[str, Any] = error
    try:
        return int(str(values["errorCode"])), str(values.get("errorInfo", ""))[:200]
    except (KeyError, ValueError) as broken:
        raise RuleBroken("device_answer_invalid", where="errorCode") from broken
