"""Making checkpoints: what was signed before is compared with the log before anything is signed again."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from rekam.audit import nodes, places
from rekam.audit.checkpoints import Checkpoint, PublicKey, is_by, public_key, signed
from rekam.audit.models import Block, Leaf
from rekam.audit.nodes import as_record
from rekam.audit.tree import Frontier, consistency_proof, entry_bytes, leaf_hash, proves_consistency
from rekam.kernel.errors import RuleBroken

CHECKPOINT_LOCK = 0x52656B616D02
# Read and hashed again with each checkpoint, in turn: 65,536 entries, so a million in 16 hours.
BLOCKS_IN_TURN = 16
log = logging.getLogger(__name__)


def origin() -> str:
    """The name of this office's log."""
    return f"rekam/{settings.REKAM_OFFICE_AREA}"


def keys_of(seeds: Mapping[str, bytes]) -> Sequence[PublicKey]:
    """The keys with which others check this log's checkpoints, the one in use last."""
    return [public_key(origin=origin(), seed=seed) for seed in seeds.values()]


def sign_checkpoint(*, seeds: Mapping[str, bytes], at: datetime) -> Checkpoint:
    """Sign how long the log is and its root, after comparing it with what was signed before.

    seeds   Ed25519 seeds by kid; the last one signs, the others signed earlier
    A log that does not go on from the last checkpoint, or whose entries do not match their hashes, is not
    signed: an alarm is raised, which the pages show until all agrees again.
    Raises RuleBroken("log_set_back" | "log_rewritten" | "checkpoint_forged" | "checkpoints_differ" |
    "checkpoint_malformed" | "checkpoint_not_kept").
    """
    try:
        made = _signed_and_kept(seeds, at=at)
    except RuleBroken as refused:
        log.critical("no checkpoint of the audit is signed: %s", refused.code)
        places.raise_alarm(refused.code, at=at)
        raise
    places.end_alarm()
    return made


def _signed_and_kept(seeds: Mapping[str, bytes], *, at: datetime) -> Checkpoint:
    try:
        return _signed(seeds, at=at)
    except OSError as error:
        raise RuleBroken("checkpoint_not_kept", reason=error.strerror or "") from error


@transaction.atomic
def _signed(seeds: Mapping[str, bytes], *, at: datetime) -> Checkpoint:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHECKPOINT_LOCK])
    known = places.read_all()
    size = nodes.tree_size()
    root = nodes.between(0, size)
    if known:
        _check_goes_on(known[-1], size=size, root=root, keys=keys_of(seeds))
    _check_entries(known[-1].size if known else 0, size)
    for number in _in_turn(len(known), blocks=size // nodes.BLOCK):
        _check_block(number)
    made = signed(origin=origin(), size=size, root=root, at=at, seed=[*seeds.values()][-1])
    places.append(made)
    return made


def _check_goes_on(last: Checkpoint, *, size: int, root: bytes, keys: Sequence[PublicKey]) -> None:
    if not any(is_by(last, key) for key in keys):
        raise RuleBroken("checkpoint_forged", size=last.size)
    if last.size > size:
        raise RuleBroken("log_set_back", signed=last.size, size=size)
    if last.size == 0:
        return
    proof = consistency_proof(old=last.size, size=size, nodes=nodes.between)
    if not proves_consistency(proof, old=last.size, old_root=last.root, size=size, root=root):
        raise RuleBroken("log_rewritten", signed=last.size)


def _in_turn(turn: int, *, blocks: int) -> Sequence[int]:
    """The full blocks whose turn it is, beginning behind those of the turn before."""
    return [(turn * BLOCKS_IN_TURN + n) % blocks for n in range(min(BLOCKS_IN_TURN, blocks))]


def _check_block(number: int) -> None:
    made = _check_entries(number * nodes.BLOCK, (number + 1) * nodes.BLOCK)
    stored = Block.objects.filter(number=number).values_list("node_hash", flat=True).first()
    if stored is None or bytes(stored) != made:
        raise RuleBroken("log_rewritten", block=number)


def _check_entries(first: int, last: int) -> bytes:
    """The hash over the leaves from `first` up to, not with, `last`, each made anew from its entry.

    Raises RuleBroken("log_rewritten").
    """
    rows = Leaf.objects.filter(number__gte=first, number__lt=last).select_related("entry").order_by("number")
    tree = Frontier()
    for leaf in rows.iterator():
        digest = leaf_hash(entry_bytes(as_record(leaf.entry)))
        if digest != bytes(leaf.leaf_hash):
            raise RuleBroken("log_rewritten", leaf=leaf.number)
        tree.add(digest)
    if tree.size != last - first:
        raise RuleBroken("log_rewritten", leaves=tree.size)
    return tree.root()
