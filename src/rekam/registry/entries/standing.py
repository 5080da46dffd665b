"""What may still happen to a resident as he stands: what pages offer and plans ask first (pure)."""

from uuid import UUID

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import EFFECTS, Kind
from rekam.registry.entries.planning import Scene
from rekam.registry.entries.rules import check_married, check_may_act, check_reactivation
from rekam.registry.rules import Status

ADDS_MEMBER = frozenset({Kind.BIRTH, Kind.LATE_BIODATA, Kind.MOVE_IN})
OFFERED = [kind for kind, effect in EFFECTS.items() if effect.entered and kind is not Kind.AREA_CHANGE]


def check_standing(*, kind: Kind, subject: UUID, scene: Scene) -> None:
    """Refuse what no answer on a form could make possible for this resident.

    For a kind that adds somebody the resident is a member of the card that is joined.
    Raises RuleBroken("entry_person_unknown" | "kk_unknown" | "nobody_stays" | "not_married") and what
    rules.check_may_act and rules.check_reactivation raise.
    """
    me = scene.get(subject)
    if kind in ADDS_MEMBER:
        scene.get_card(me.kk)
        return
    check_may_act(kind=kind, status=Status(me.status), blocked_for=me.blocked_for)
    if kind is Kind.REACTIVATION:
        check_reactivation(blocked_for=me.blocked_for, recorded_on=me.recorded_on)
    if kind is Kind.DIVORCE:
        check_married(me.marital_status)
    if kind is Kind.SPLIT_CARD and len(scene.members(me.kk)) < 2:
        raise RuleBroken("nobody_stays")


def offered(*, subject: UUID, scene: Scene) -> frozenset[Kind]:
    """The kinds of event that may be entered for this resident now."""
    return frozenset(kind for kind in OFFERED if _stands(kind, subject=subject, scene=scene))


def _stands(kind: Kind, *, subject: UUID, scene: Scene) -> bool:
    try:
        check_standing(kind=kind, subject=subject, scene=scene)
    except RuleBroken:
        return False
    return True
