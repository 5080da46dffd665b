"""What a recording must hold: the same rules on the laptop and on the server. Pure.

Positions are the ten fingers, two irises and the face. Each is either captured or excepted with a code
and a justification; an exception always lets the rest be recorded.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rekam.abis.engine import positions
from rekam.kernel.errors import RuleBroken

FINGERS = tuple(str(position) for position in positions.FINGERS)
IRISES = tuple(str(position) for position in positions.IRISES)
FACE = "face"
SIGNATURE = "signature"
POSITIONS = (*FINGERS, *IRISES, FACE)
# A photograph of the person, both hands beside the face, taken where something is excepted; never matched.
EXCEPTION_PHOTO = "exception_photo"
SAMPLES = (*POSITIONS, EXCEPTION_PHOTO)

MIN_JUSTIFICATION = 5
MAX_JUSTIFICATION = 500


class Kind(StrEnum):
    """What sort of part a position is."""

    FINGER = "finger"
    IRIS = "iris"
    FACE = "face"
    SIGNATURE = "signature"


class Grade(StrEnum):
    """A quality score in a word: good and fair are kept as they are, poor needs a reason."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class ExceptionCode(StrEnum):
    """Why a part is missing or cannot be better; the letter names the kind of part.

    Source: exceptions that offices report (Kota Tangerang 2012, Karawang 2016, OKU, Mataram, Surakarta);
    the codes are ours.
    """

    FINGER_BANDAGED = "F1"
    FINGER_MISSING = "F2"
    FINGER_WORN = "F3"
    FINGER_LEPROSY = "F4"
    FINGER_UNCOOPERATIVE = "F5"
    IRIS_MISSING = "I1"
    IRIS_DISEASED = "I2"
    IRIS_UNREADABLE = "I3"
    IRIS_UNCOOPERATIVE = "I5"
    FACE_COVERED = "W1"
    FACE_LYING = "W2"
    FACE_UNREADABLE = "W3"
    FACE_UNCOOPERATIVE = "W5"
    CANNOT_SIGN = "T1"
    SIGNER_UNCOOPERATIVE = "T5"


# The part was captured as well as it could be, and the best sample is kept beside the code.
WITH_SAMPLE = frozenset(
    {
        *(ExceptionCode.FINGER_WORN, ExceptionCode.IRIS_UNREADABLE),
        *(ExceptionCode.FACE_LYING, ExceptionCode.FACE_UNREADABLE),
    }
)
# What a photograph of the person can show; a photo with these codes proves that nobody was spared the effort.
SHOWN_BY_PHOTO = frozenset(
    {
        *(ExceptionCode.FINGER_BANDAGED, ExceptionCode.FINGER_MISSING, ExceptionCode.FINGER_LEPROSY),
        *(ExceptionCode.FINGER_UNCOOPERATIVE, ExceptionCode.IRIS_MISSING, ExceptionCode.IRIS_DISEASED),
        *(ExceptionCode.IRIS_UNCOOPERATIVE, ExceptionCode.FACE_COVERED, ExceptionCode.FACE_LYING),
    }
)
_LETTER = {Kind.FINGER: "F", Kind.IRIS: "I", Kind.FACE: "W", Kind.SIGNATURE: "T"}


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """Quality bounds of one kind of sample.

    good      score 0..100 from which a sample is good; 50 as MOSIP's default threshold of a finger
    fair      score 0..good from which it is usable without a reason
    attempts  captures of a position (1..10) after which the best is kept with a reason
    """

    good: int = 50
    fair: int = 30
    attempts: int = 3

    def __post_init__(self) -> None:
        """Raises ValueError outside the ranges above."""
        if not 0 <= self.fair <= self.good <= 100:
            raise ValueError(f"need 0 <= fair <= good <= 100, not {self.fair}, {self.good}")
        if not 1 <= self.attempts <= 10:
            raise ValueError(f"attempts must lie between 1 and 10, not {self.attempts}")


@dataclass(frozen=True, kw_only=True)
class CaptureParameters(Bounds):
    """The bounds of a recording: of fingers, and of irises and faces where those have their own."""

    iris: Bounds | None = None
    face: Bounds | None = None

    def of(self, position: str) -> Bounds:
        """The bounds of a position. Raises RuleBroken("position_unknown")."""
        own = {Kind.IRIS: self.iris, Kind.FACE: self.face}
        return own.get(kind_of(position)) or Bounds(good=self.good, fair=self.fair, attempts=self.attempts)


DEFAULTS = CaptureParameters()


def read_bounds(told: str) -> Bounds:
    """Bounds from a setting such as "50/30/3" (good, fair, attempts). Raises ValueError."""
    good, fair, attempts = map(int, told.split("/"))
    return Bounds(good=good, fair=fair, attempts=attempts)


def read_parameters(*, finger: str, iris: str, face: str) -> CaptureParameters:
    """The parameters from three settings, each as `read_bounds` takes it or "" for those of fingers."""
    return CaptureParameters(
        **vars(read_bounds(finger)),
        iris=read_bounds(iris) if iris else None,
        face=read_bounds(face) if face else None,
    )


def laxest(*parameters: CaptureParameters) -> CaptureParameters:
    """Of each kind the lowest bounds, so that nobody is refused for bounds set after the capture."""

    def lowest(position: str) -> Bounds:
        each = [one.of(position) for one in parameters]
        return Bounds(good=min(one.good for one in each), fair=min(one.fair for one in each))

    return CaptureParameters(**vars(lowest(FINGERS[0])), iris=lowest(IRISES[0]), face=lowest(FACE))


def kind_of(position: str) -> Kind:
    """The kind of a position. Raises RuleBroken("position_unknown")."""
    if position in FINGERS:
        return Kind.FINGER
    if position in IRISES:
        return Kind.IRIS
    if position in (FACE, SIGNATURE):
        return Kind(position)
    raise RuleBroken("position_unknown", position=position)


def grade(quality: int, *, parameters: Bounds = DEFAULTS) -> Grade:
    """A quality score (0..100) in a word. Raises ValueError outside that range."""
    if not 0 <= quality <= 100:
        raise ValueError(f"quality must lie between 0 and 100, not {quality}")
    if quality >= parameters.good:
        return Grade.GOOD
    return Grade.FAIR if quality >= parameters.fair else Grade.POOR


def codes_for(position: str) -> tuple[ExceptionCode, ...]:
    """The exception codes that a position may carry. Raises RuleBroken("position_unknown")."""
    letter = _LETTER[kind_of(position)]
    return tuple(code for code in ExceptionCode if code.value.startswith(letter))


def check_exception(*, position: str, code: str, justification: str) -> None:
    """Refuse an exception without a code of its kind or without a reason in words.

    Raises RuleBroken("position_unknown" | "exception_code_unknown" | "exception_not_justified").
    """
    if code not in codes_for(position):
        raise RuleBroken("exception_code_unknown", position=position, exception=code)
    if not MIN_JUSTIFICATION <= len(justification.strip()) <= MAX_JUSTIFICATION:
        raise RuleBroken("exception_not_justified", position=position, least=MIN_JUSTIFICATION)


def check_complete(
    *,
    qualities: Mapping[str, int],
    exceptions: Mapping[str, str],
    signed: bool,
    parameters: CaptureParameters = DEFAULTS,
) -> None:
    """Refuse a recording in which a part is neither captured nor excepted, or both.

    qualities    quality (0..100) of each captured position
    exceptions   exception code of each excepted position (and of "signature")
    signed       whether a signature image is there
    Raises RuleBroken("capture_incomplete" with the positions, "exception_contradicts_sample",
    "exception_without_sample" or "quality_without_reason").
    """
    present = set(qualities) | ({SIGNATURE} if signed else set())
    missing = [part for part in (*POSITIONS, SIGNATURE) if part not in present and part not in exceptions]
    if missing:
        raise RuleBroken("capture_incomplete", positions=",".join(missing))
    for position, code in exceptions.items():
        if position in present and code not in WITH_SAMPLE:
            raise RuleBroken("exception_contradicts_sample", position=position, exception=code)
        if position not in present and code in WITH_SAMPLE:
            raise RuleBroken("exception_without_sample", position=position, exception=code)
    for position, quality in qualities.items():
        if grade(quality, parameters=parameters.of(position)) is Grade.POOR and position not in exceptions:
            raise RuleBroken("quality_without_reason", position=position, quality=quality)


def transaction_prefix(packet: uuid.UUID) -> str:
    """How each SBI transaction id of a packet's captures begins (32 of the 50 characters allowed)."""
    return packet.hex


def check_session(*, packet: uuid.UUID, transactions: Mapping[str, str]) -> None:
    """Refuse samples of another session: face, fingers and NIK come from one.

    transactions   SBI transaction id of each position; the device signed it with the sample
    Raises RuleBroken("sample_of_another_session"). Guards against what offices call "salah rekam".
    """
    for position, transaction in transactions.items():
        if not transaction.startswith(transaction_prefix(packet)):
            raise RuleBroken("sample_of_another_session", position=position)


def refuse_operators_body(*, position: str, officers: Iterable[str]) -> None:
    """Refuse a sample that matched officers of this session 1:1.

    officers   usernames whose reference matched the sample at this position
    Raises RuleBroken("operators_own_body"). Guards against what offices register as "duplicate_operator".
    """
    for officer in officers:
        raise RuleBroken("operators_own_body", position=position, officer=officer)


def refuse_repeated_body(*, position: str, others: Iterable[str]) -> None:
    """Refuse a sample that matched another person recorded in this session under another NIK.

    others   how the page names them, for the hint to look for an older recording
    Raises RuleBroken("same_body_in_session"): one body twice is a move or a double NIK, never a new record.
    """
    for other in others:
        raise RuleBroken("same_body_in_session", position=position, other=other)
