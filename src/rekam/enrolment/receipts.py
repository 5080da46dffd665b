"""Receipts that waited for a second machine: packets that were opened while it was away."""

from datetime import datetime

from rekam.enrolment.models import Packet, PacketState
from rekam.kernel.database import EVERYWHERE, scope
from rekam.vault import services as vault

AT_ONCE = 200


def bring_owed(*, at: datetime) -> int:
    """Bring opened packets to the second machine, and let their receipts become those of stage two; how many.

    Where there is no second machine any more, all of them.
    """
    with scope(EVERYWHERE):
        owed = list(
            Packet.objects.filter(copied_at=None, forgotten_at=None)
            .exclude(state=PacketState.RECEIVED)
            .order_by("pk")
            .values_list("pk", "address")
        )
    done = 0
    for start in range(0, len(owed), AT_ONCE):
        some = owed[start : start + AT_ONCE]
        there = [pk for pk, address in some if vault.bring_beyond(address)]
        with scope(EVERYWHERE):
            done += Packet.objects.filter(pk__in=there, copied_at=None).update(copied_at=at)
    return done
