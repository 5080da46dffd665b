"""Reading packets in again from the vault, after a database was restored that does not know them.

A laptop forgets a packet with the receipt of stage two: what came after the backup may lie in the vault only.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from rekam.devices.queries import find_registered
from rekam.enrolment import intake
from rekam.enrolment.models import Packet
from rekam.enrolment.packet_envelope import find_header
from rekam.kernel.errors import RuleBroken
from rekam.vault import services as vault

KINDS = ("packet", "refused")


class Found(StrEnum):
    """What became of a packet's bytes in the vault."""

    KNOWN = "known"
    TAKEN = "taken in"
    REFUSED = "refused again"
    STATION_UNKNOWN = "of a station that is not registered"
    NAMELESS = "too damaged to name a packet"
    UNREADABLE = "unreadable on both media"


LEFT = (Found.STATION_UNKNOWN, Found.NAMELESS, Found.UNREADABLE)


def reingest(*, dry_run: bool = False) -> Mapping[Found, int]:
    """Take in what the vault holds and the database does not know, in the order in which it came; how much.

    The time of receipt is that of the vault's file. Stations switched off since count: the door let their
    packets in while they were on. One of a station that the database does not know stays where it is, until
    that is registered. Repeating is safe. A dry run counts all that it would try as taken in.
    """
    with intake.everywhere():
        known = set(Packet.objects.values_list("address", flat=True))
    lying = {address: kept for kind in KINDS for address, kept in vault.lying(kind).items()}
    found = Counter({Found.KNOWN: len(known & lying.keys())})
    for address in sorted(lying.keys() - known, key=lying.__getitem__):
        found[Found.TAKEN if dry_run else _read_in(address, at=lying[address])] += 1
    return found


def _read_in(address: str, *, at: datetime) -> Found:
    try:
        data = vault.read(address)
    except RuleBroken:
        return Found.UNREADABLE
    header = find_header(data)
    if header is None:
        return Found.NAMELESS
    was_let_in = address.startswith("packet/")
    with intake.everywhere():
        if was_let_in and find_registered(header.station_kid) is None:
            return Found.STATION_UNKNOWN
    row = intake.receive(data, packet=header.packet, at=at, also_off=was_let_in)
    return Found.REFUSED if row.code else Found.TAKEN
