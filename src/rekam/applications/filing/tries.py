"""How often somebody asked: counted on a connection of its own, so that an undone request gives none back."""

from datetime import datetime
from functools import partial

from rekam.applications.filing import rules
from rekam.applications.filing.models import ApplicationTry
from rekam.kernel.questions import count_question


def note(asker: str, *, sort: str, most: int, minutes: int, at: datetime) -> None:
    """Count one more question of this sort, unless there were too many.

    asker  an address, or an application; kept as a keyed digest for as long as it counts
    Raises RuleBroken("application_tries_used_up").
    """
    count_question(
        ApplicationTry,
        asker=f"{sort} {asker}",
        salt="applications.tries",
        minutes=minutes,
        check=partial(rules.check_tries, most=most, minutes=minutes),
        at=at,
        sort=sort,
    )
