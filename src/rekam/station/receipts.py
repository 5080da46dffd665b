"""The server's signed word on a packet, from the line or from a stick: the one thing that moves bytes out."""

from collections.abc import Mapping

from rekam.enrolment.sync_messages import open_receipt
from rekam.kernel.errors import RuleBroken
from rekam.station.store.outbox import Outbox, Row


def heed(data: bytes, *, row: Row, outbox: Outbox, keys: Mapping[str, bytes], at: str) -> bool:
    """Do what a receipt says, once its signature, id and hash are checked; whether that changed anything.

    keys   public Ed25519 keys whose receipts are believed, by kid
    Raises RuleBroken("receipt_not_ours") and the codes of `open_receipt`; then nothing changes.
    """
    receipt = open_receipt(data, keys=keys)
    if (receipt.packet, receipt.sha256) != (row.packet, row.sha256):
        raise RuleBroken("receipt_not_ours")
    if receipt.state == "refused":
        return outbox.mark_refused(row.packet, code=receipt.code, at=at)
    if receipt.stage == 2:
        return outbox.mark_accepted(row.packet, at=at)
    return outbox.mark_stage_one(row.packet, at=at)
