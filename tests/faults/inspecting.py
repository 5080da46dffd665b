"""After a fault: what of all that was acknowledged is still there, and can everything go on?"""

import random
import uuid
from collections.abc import Iterable
from pathlib import Path

from rekam.enrolment import packet
from rekam.kernel.errors import RuleBroken
from rekam.station.desk import Desk
from rekam.station.recording import sample_facts
from rekam.station.store.outbox import State
from tests.faults.clerk import SEAL, SERVER, SLAP, Clerk, officer, open_desk
from tests.faults.counting import Counted

Noted = tuple[str, uuid.UUID, str]


def inspect(folder: Path, *, noted: Iterable[Noted], attempted: int) -> Counted:
    """Open the station again as an officer does in the morning, count, and finish every draft.

    A store that does not open any more has lost everybody.
    """
    noted = list(noted)
    safe = {draft for kind, draft, _ in noted if kind == "packet"}
    counted = Counted(attempted=attempted, acknowledged=len(safe))
    try:
        desk = open_desk(folder)
    except RuleBroken:
        counted.lost = attempted
        return counted
    try:
        clerk = Clerk(desk=desk, chance=random.Random(0)).unlock()
        whole = {row.packet for row in desk.outbox.rows() if _opens(desk, row.packet)}
        lost = {draft for kind, draft, about in noted if not _is_there(desk, kind, draft, about)}
        counted.lost = len(lost | (safe - whole))
        counted.stuck = _finish(clerk)
        counted.landed = len(desk.outbox.rows())
        counted.doubled = _doubled(desk)
    except RuleBroken:
        counted.lost = attempted
    finally:
        desk.close()
    return counted


def noted_in(text: str) -> list[Noted]:
    """What a station in another process acknowledged: "kind id about", one line an act, whole lines only."""
    whole = text.rpartition("\n")[0].splitlines()
    lines = (line.split(" ", 2) for line in whole)
    return [(kind, uuid.UUID(draft), "".join(about)) for kind, draft, *about in lines]


def _opens(desk: Desk, one: uuid.UUID) -> bool:
    """Whether the server can open it: each hash, seal and signature."""
    try:
        envelope = packet.open_envelope(
            desk.outbox.content(one), stations={desk.identity.kid: desk.identity.public}
        )
        keys = {officer().verifier.kid: officer().verifier.public}
        packet.open_packet(envelope, keys=packet.OpeningKeys(private={SEAL.kid: SERVER}, officers=keys))
    except RuleBroken:
        return False
    return True


def _is_there(desk: Desk, kind: str, draft: uuid.UUID, about: str) -> bool:
    assert desk.work is not None
    if any(row.packet == draft for row in desk.outbox.rows()):
        return True  # that it opens is asked apart
    if kind == "packet":
        return False
    if kind == "draft":
        return any(one.id == draft for one in desk.work.bench.visits.drafts())
    position, _, plain = about.partition(" ")
    facts = sample_facts(desk.outbox, draft=draft)
    return position in facts and facts[position].plain.hex() == plain


def _finish(clerk: Clerk) -> int:
    """Finish what was begun; how many cannot be, or were torn in the middle of a slap."""
    assert clerk.desk.work is not None
    stuck = 0
    for draft in clerk.desk.work.bench.visits.drafts():
        there = set(sample_facts(clerk.desk.outbox, draft=draft.id)) & set(SLAP)
        try:
            clerk.finish(draft.id)
        except RuleBroken:
            stuck += 1
        else:
            stuck += len(there) not in {0, len(SLAP)}
    return stuck + len(clerk.desk.outbox.drafts())


def _doubled(desk: Desk) -> int:
    """Numbers that were given twice or left out, and people with two packets."""
    assert desk.work is not None
    rows = desk.outbox.rows()
    numbers = sorted(row.number for row in rows if row.number is not None)
    gaps = sum(number != place for place, number in enumerate(numbers, start=1))
    alive = {row.packet for row in rows if row.state is not State.REFUSED}
    people = [one.resident for one in desk.work.bench.visits.recorded() if one.packet in alive]
    return gaps + len(people) - len(set(people))
