"""What a packet brings: a recording, or something else that a station did away from the office. Pure."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from rekam.enrolment import packet_shape as shape
from rekam.kernel.errors import RuleBroken


class Kind(StrEnum):
    """Only what is no recording is named in a header, so that older stations' packets stay what they are."""

    RECORDING = "recording"
    HAND_OVER = "hand_over"


MAY: Mapping[str, shape.Kind] = {"kind": str}


def kind_in(header: Mapping[str, Any]) -> Kind:
    """The kind that a header's map says; what is no recording has no sample of a body and no signature.

    Raises RuleBroken("packet_kind_unknown" | "packet_malformed").
    """
    told = header.get("kind", Kind.RECORDING)
    if told not in set(Kind):
        raise RuleBroken("packet_kind_unknown")
    kind = Kind(told)
    if kind is not Kind.RECORDING and (header["samples"] or header["signature"] is not None):
        raise RuleBroken("packet_malformed", where="kind")
    return kind
