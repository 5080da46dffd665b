"""What the database knows of the questions and packets of a run."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load_asker import Asked
from benchmarks.load_stations import Sent

ANSWERED = 200


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One line of the issue's table.

    attempted   begun by a client
    landed      of which the client was told that it is done
    lost        landed, and not in the database
    doubled     in the database more than once, or counted more than once
    stuck       of which the client was told nothing in time
    """

    what: str
    attempted: int
    landed: int
    lost: int
    doubled: int
    stuck: int


def questions(asked: Sequence[Asked]) -> Counted:
    """Each answered question against its one answer, its one entry and its one counted use."""
    from django.db.models import Count, Sum

    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.verification.api.models import Given
    from rekam.verification.asking.models import Asked as Entry
    from rekam.verification.asking.models import MonthUse

    landed = {one.reference for one in asked if one.status == ANSWERED}
    unheard = sum(one.status == 0 for one in asked)
    with scope(EVERYWHERE):
        given = set(Given.objects.values_list("reference", flat=True))
        entries = dict(Entry.objects.values_list("reference").annotate(count=Count("pk")))
        used = MonthUse.objects.aggregate(sum=Sum("used", default=0))["sum"]
    lost = sum(1 for one in landed if one not in given or one not in entries)
    twice = sum(count - 1 for count in entries.values())
    # What nobody heard of may still have been counted; nothing else may.
    uncounted, overcounted = max(0, len(given) - used), max(0, used - len(given) - unheard)
    return Counted(
        what="questions",
        attempted=len(asked),
        landed=len(landed),
        lost=lost + uncounted,
        doubled=twice + overcounted,
        stuck=unheard,
    )


def packets(sent: Sequence[Sent]) -> Counted:
    """Each packet that the server said it has, against its one row and its bytes."""
    from rekam.enrolment.models import Packet
    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.vault import services as vault

    with scope(EVERYWHERE):
        rows = list(Packet.objects.values_list("uuid", "address"))
    known = {str(uuid) for uuid, address in rows if vault.has(address)}
    landed = {one.packet for one in sent if one.landed}
    return Counted(
        what="packets",
        attempted=len(sent),
        landed=len(landed),
        lost=len(landed - known),
        doubled=len(rows) - len({uuid for uuid, _ in rows}),
        stuck=sum(not one.landed for one in sent),
    )
