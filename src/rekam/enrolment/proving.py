"""What the signatures under a packet are worth: the officer's key at that time, and the devices'."""

from datetime import datetime

from django.conf import settings

from rekam.accounts import queries as accounts
from rekam.devices.queries import trust_anchors
from rekam.enrolment import clocks, device_proof
from rekam.enrolment.packet import Packet
from rekam.enrolment.packet_header import Header
from rekam.kernel.database import EVERYWHERE, scope
from rekam.kernel.errors import RuleBroken


def check_key(header: Header, *, received: datetime) -> None:
    """Refuse what an officer's key signed after it was revoked, by the clock that the station signed.

    Raises RuleBroken("packet_officer_key_revoked"). Where that clock is doubted the receipt counts.
    """
    with scope(EVERYWHERE):
        revoked = accounts.key_revoked_at(header.officer_kid)
    captured = clocks.believed_time(header.captured_at, received=received)
    if revoked is not None and captured >= revoked:
        raise RuleBroken("packet_officer_key_revoked", kid=header.officer_kid)


def count_unproved(opened: Packet, *, received: datetime) -> int:
    """How many samples no trusted device signed.

    Raises the codes of `device_proof.is_proved`, and RuleBroken("packet_device_unproved") for any such sample
    where the office refuses them (REKAM_REFUSE_UNPROVED).
    """
    anchors = trust_anchors()
    captured = clocks.believed_time(opened.header.captured_at, received=received)
    count = sum(
        not device_proof.is_proved(one.facts, record=one.record, anchors=anchors, at=captured)
        for one in opened.samples.values()
    )
    if count and settings.REKAM_REFUSE_UNPROVED:
        raise RuleBroken("packet_device_unproved", samples=count)
    return count
