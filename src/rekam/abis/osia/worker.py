"""OSIA's part of the worker: tasks in their turn, callbacks, letting go of tasks whose answer arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rekam.abis.osia import tasks
from rekam.abis.osia.forgetting import forget_tasks
from rekam.abis.osia.installation import installation_of
from rekam.abis.osia.posting import Outlet, post_answers


@dataclass(frozen=True)
class Door:
    """See `working.Door`."""

    name = "OSIA"
    outlet: Outlet

    def do_next(self) -> bool:
        """Do one task; whether there was one."""
        return tasks.do_next(clock=_now)

    def chores(self) -> bool:
        """Send answers; each that did not arrive waits by itself."""
        post_answers(self.outlet, clock=_now)
        return True

    def forget(self, *, before: datetime) -> None:
        """Let go of old tasks."""
        forget_tasks(before=before, dry_run=False)


def door_of(environment: Mapping[str, str]) -> Door:
    """The door that an installation's variables describe. Raises as `installation_of`."""
    found = installation_of(environment)
    return Door(Outlet.to(found.callbacks, token=found.token))


def _now() -> datetime:
    return datetime.now(UTC)
