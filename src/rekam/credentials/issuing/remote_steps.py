"""Handing out a code remotely: a rule that is switched off, and what it rests on where it is switched on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from rekam.audit.rules import Purpose
from rekam.audit.services import record
from rekam.credentials.issuing.models import RemoteStep
from rekam.credentials.issuing.ways import Seen, Step, Way, check_way
from rekam.kernel.installation import office_day


@dataclass(frozen=True)
class Compared:
    """What a liveness adapter says of a recording of a face.

    live   whether a living person stood before the camera (ISO/IEC 30107-3 tells how such tools are measured)
    score  likeness with the portrait, 0 to 1; the adapter's own threshold is in `passed`
    """

    live: bool
    passed: bool
    score: float


class LivenessAdapter(Protocol):
    """A tool that compares a live face with a portrait, 1:1. None comes with Rekam."""

    @property
    def name(self) -> str:
        """Name and version, as the audit keeps it."""

    def compare(self, recording: bytes, *, portrait: bytes) -> Compared:
        """Raises RuleBroken("liveness_unreadable")."""


class SimulatedLiveness:
    """SIMULATOR, for tests and demonstrations only: it looks at no face and says what it was told."""

    name = "simulator 1 (looks at no face)"

    def __init__(self, *, says: Compared) -> None:
        self._says = says

    def compare(self, recording: bytes, *, portrait: bytes) -> Compared:  # noqa: ARG002 - it looks at nothing
        """What it was told to say."""
        return self._says


def check_allowed(*, at: datetime) -> None:
    """Raises RuleBroken("remote_issuing_off") unless the office's own dated rule lets it."""
    since = settings.REKAM_REMOTE_ISSUING
    check_way(
        Way.REMOTE,
        seen=Seen.VIDEO,
        remote_allowed=since is not None,
        on=office_day(at),
        remote_since=since,
    )


@transaction.atomic
def note_step(*, resident: UUID, step: Step, passed: bool, actor: str, at: datetime) -> RemoteStep:
    """Write down what an officer saw by video. Raises RuleBroken("remote_issuing_off")."""
    check_allowed(at=at)
    return _kept(resident, step=step, passed=passed, tool="", score=None, actor=actor, at=at)


@transaction.atomic
def compare_face(
    *, resident: UUID, recording: bytes, portrait: bytes, adapter: LivenessAdapter, actor: str, at: datetime
) -> RemoteStep:
    """Compare a live face with the portrait by an adapter; the recording is not kept.

    Raises RuleBroken("remote_issuing_off"), and what the adapter raises.
    """
    check_allowed(at=at)
    said = adapter.compare(recording, portrait=portrait)
    return _kept(
        resident,
        step=Step.FACE,
        passed=said.live and said.passed,
        tool=adapter.name,
        score=round(said.score * 100),
        actor=actor,
        at=at,
    )


def _kept(
    resident: UUID, *, step: Step, passed: bool, tool: str, score: int | None, actor: str, at: datetime
) -> RemoteStep:
    row = RemoteStep.objects.create(
        resident=resident, step=step, passed=passed, tool=tool, score=score, made_by=actor, made_at=at
    )
    record(
        "credentials.remote_step",
        actor=actor,
        at=at,
        subjects=[str(resident)],
        purpose=Purpose.SERVICE,
        case=str(row.uuid),
        step=step.value,
        passed=passed,
    )
    return row
