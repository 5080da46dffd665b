"""What an officer's body must hold, and how it stands. Pure."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from rekam.abis.engine.template import PersonTemplate
from rekam.enrolment import capture_rules
from rekam.enrolment.capture_rules import CaptureParameters

# The witness stands beside the laptop: whoever comes later did not see it.
STAYS = timedelta(hours=1)
TRIES = 5
NUMBER_DIGITS = 6
# Strangers reach this with a chance of at most 1 in 100,000 a comparison (fusion.false_accept_rate). Strict
# on purpose: a false alarm stops a queue of people, and the server searches again against everybody.
SAME_BODY = 5.0
# Cosine of two faces. Measured: of 19,000 strangers of ORL the likest reach 0.40, of 3,540 drawn ones 0.72;
# 71 % of the mates of ORL, who turn and grimace, reach 0.75, and all drawn ones. Brothers may: see 0035.
SAME_FACE = 0.75


class Standing(StrEnum):
    """How a body stands; what is gone has left the vault."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    GONE = "gone"


class End(StrEnum):
    """Why a body is gone."""

    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    NOT_CONFIRMED = "not_confirmed"
    LEFT = "left"


def qualities_of(template: PersonTemplate) -> dict[str, int]:
    """Quality (0 to 100) of each part of a template."""
    found = {str(position): finger.quality for position, finger in template.fingers.items()}
    found |= {str(position): iris.quality for position, iris in template.irises.items()}
    return found | ({capture_rules.FACE: template.face.quality} if template.face is not None else {})


def check_body(
    qualities: Mapping[str, int], *, exceptions: Mapping[str, str], parameters: CaptureParameters
) -> None:
    """Whether fingers, irises and face are all there or excepted, as of a resident; nothing is signed.

    Raises the codes of `capture_rules.check_complete`.
    """
    capture_rules.check_complete(
        qualities=qualities, exceptions=exceptions, signed=True, parameters=parameters
    )
