"""When a photograph may be taken anew, and how a new one stands (pure)."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from rekam.enrolment.operators.rules import SAME_FACE
from rekam.enrolment.photo_rules import Finding, Reason
from rekam.kernel.errors import RuleBroken


class Ground(StrEnum):
    """Why a photograph is taken anew.

    BODY         the face changed for good: an injury, an illness, an operation
    HEAD_COVER   the holder wears a head cover now and did not before, or the other way round
    CARD         the card itself is damaged
    """

    BODY = "body"
    HEAD_COVER = "head_cover"
    CARD = "card"


class Standing(StrEnum):
    """How a new photograph stands. TAKEN was not agreed to yet, ASKED waits with its order of a card.

    One in force is refused again with its order, as long as no card shows it.
    """

    TAKEN = "taken"
    ASKED = "asked"
    IN_FORCE = "in_force"
    DROPPED = "dropped"
    REFUSED = "refused"


NEXT: Mapping[Standing, frozenset[Standing]] = {
    Standing.TAKEN: frozenset({Standing.ASKED, Standing.DROPPED}),
    Standing.ASKED: frozenset({Standing.IN_FORCE, Standing.REFUSED}),
    Standing.IN_FORCE: frozenset({Standing.REFUSED}),
    Standing.DROPPED: frozenset(),
    Standing.REFUSED: frozenset(),
}


class Likeness(StrEnum):
    """What the comparison with the photograph before says; it warns, and decides nothing."""

    LIKE = "like"
    OPEN = "open"
    UNLIKE = "unlike"
    UNKNOWN = "unknown"


# Cosine of two faces: of 19,000 pairs of strangers of ORL the likest reach 0.40 (operators.rules).
STRANGERS_BELOW = 0.40


def likeness_of(cosine: float | None) -> Likeness:
    """What a cosine of two photographs means; None where in one of them no face could be read.

    Source: our own measurements, docs/explanation/decisions/0035.
    """
    if cosine is None:
        return Likeness.UNKNOWN
    if cosine >= SAME_FACE:
        return Likeness.LIKE
    return Likeness.OPEN if cosine >= STRANGERS_BELOW else Likeness.UNLIKE


def ground_of(code: str) -> Ground:
    """The ground of this code. Raises RuleBroken("portrait_ground_unknown").

    Source: Permendagri 74/2015 Pasal 13, as quoted: the photograph changes when the resident's body changed
    for good or the card is damaged (dukcapil.ngawikab.go.id; clapar-bagelen.id, 2024-09-30, which counts a
    head cover among the changes). Neither text nor day of the regulation was found.
    In force from 2015 (day unknown).
    """
    if code not in set(Ground):
        raise RuleBroken("portrait_ground_unknown")
    return Ground(code)


def check_step(*, standing: Standing, to: Standing) -> None:
    """Refuse a step that the table does not know. Raises RuleBroken("portrait_step_not_allowed")."""
    if to not in NEXT[standing]:
        raise RuleBroken("portrait_step_not_allowed", standing=standing.value)


def check_kept(*, findings: Collection[Finding], kept_for: str) -> None:
    """Refuse a photograph that is not as it should be without a word why it has to do, as at a recording.

    kept_for   one of `photo_rules.Reason`, "" where nothing was found
    Raises RuleBroken("photo_reason_missing").
    """
    if findings and kept_for not in set(Reason):
        raise RuleBroken("photo_reason_missing")
