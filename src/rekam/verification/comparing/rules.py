"""What of a body may be compared, how often it may be tried, and what counts as the same (pure)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import (
    COMPARED,
    Answer,
    Code,
    Consent,
    Field,
    check_consent,
    check_reference,
)
from rekam.verification.partners.rules import Kind, Way

MOST_BODY = 3 * 1024 * 1024  # bytes of a request
MOST_SAMPLE = 3 * 1024 * 1024 // 2  # bytes of one picture or record
MOST_SAMPLES: Mapping[Field, int] = {Field.WAJAH: 1, Field.SIDIK_JARI: 2}
WAYS: Mapping[Field, Way] = {Field.WAJAH: Way.FACE, Field.SIDIK_JARI: Way.FINGER}
# 0 to 100; what an office calls fair when it records somebody (enrolment.capture_rules), NFIQ 2 for fingers.
LEAST_QUALITY = 30
# log10 of how much likelier one body is than two. A face alone needs all that a face may say
# (abis.engine.parameters.FACE_MODEL.cap): strangers reach it with a chance of at most 1 in 316.
LEAST_OF_A_FACE = 2.5
LEAST_TRIES = 60
SANDBOX_TRIES = 300


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What an institution sends.

    field    WAJAH or SIDIK_JARI
    samples  one picture of a face, or one or two records of fingers, as they came
    has_yes  whether the resident's own yes comes with it, be it good or not
    """

    nik: str
    field: Field
    samples: Sequence[bytes]
    reference: str
    consent: Consent | None = None
    has_yes: bool = False


def check_comparison(
    asked: Comparison, *, granted: Collection[Field], needs_consent: bool, needs_yes: bool, on: date
) -> None:
    """Whether this may be compared at all; neither the picture nor the register is looked at.

    Raises RuleBroken("field_not_granted" | "field_not_compared" | "samples_number" | "sample_too_large" |
    "reference_malformed" | "consent_missing" | "consent_malformed" | "yes_not_given").
    """
    if asked.field not in granted:
        raise RuleBroken("field_not_granted", field=asked.field)
    if asked.field not in COMPARED:
        raise RuleBroken("field_not_compared", field=asked.field)
    if not 1 <= len(asked.samples) <= MOST_SAMPLES[asked.field]:
        raise RuleBroken("samples_number", most=MOST_SAMPLES[asked.field])
    if any(len(one) > MOST_SAMPLE for one in asked.samples):
        raise RuleBroken("sample_too_large", most=MOST_SAMPLE // 1024)
    check_reference(asked.reference)
    check_consent(asked.consent, needed=needs_consent, on=on)
    if needs_yes and not asked.has_yes:
        raise RuleBroken("yes_not_given")


def needs_own_yes(kind: Kind, *, needs_consent: bool) -> bool:
    """Whether the resident has to say yes to this very comparison, by code or by showing the card.

    Always, but for police whose contract names no consents: a suspect need not agree, and of the dead and
    the unconscious nobody can.
    Source: UU 27/2022 Pasal 4 (2) (biometric data are specific), Pasal 20 (2) (explicit consent, or the
    controller's duties by law), Pasal 15 (1) (law enforcement). In force from 2022-10-17.
    """
    return kind is not Kind.POLICE or needs_consent


def tries_an_hour(monthly_quota: int) -> int:
    """How many pictures an institution may send in an hour, good or not: a tenth of its month, 60 at least.

    Our own measure: reading a picture takes a tenth of a second and more of the processor, and one that is
    too poor to be compared is not counted by any quota.
    """
    return max(LEAST_TRIES, monthly_quota // 10)


def is_same(*, face_alone: bool, score: float, is_hit: bool) -> bool:
    """Whether a verdict of the engine (abis.engine.verifying) counts as one body.

    score   fused evidence, log10
    is_hit  at the engine's line for 1:1 (Parameters.verify_fmr: 1 stranger in 10,000 at most)
    For the engine a face alone is never a hit, since likenesses and twins exist; here it is enough at a
    weaker line of its own, for an institution that has other proofs of who stands before it.
    Source: docs/explanation/thresholds.md.
    """
    return score >= LEAST_OF_A_FACE if face_alone else is_hit


def answer(
    field: Field,
    *,
    same: bool,
    code: Code | None,
    granted: Collection[Code],
    at: datetime,
    number: UUID,
) -> Answer:
    """What is told: yes or no, in the shape of every other answer.

    same     whether the bodies are one
    code     why the NIK may not be confirmed, None = it may
    granted  codes that the contract lets this institution see
    """
    right = same and code is None
    return Answer(
        confirmed=right,
        matches={field: right},
        code=code if code in granted else None,
        asked_at=at,
        number=number,
    )
