"""Stations that kill themselves (SIGKILL, no goodbye), one after the other, each at its moment.

Each is a fork of this process; as soon as one ends in another way, so does this process. What was
acknowledged goes to the file `noted`, one line an act.
"""

import os
import random
import signal
import sys
from pathlib import Path

from rekam.station import recording, signing
from rekam.station.store import outbox
from rekam.station.store.database import Database
from rekam.station.store.outbox import Outbox
from rekam.station.store.visits import Visits
from rekam.station.sync import ServerLink
from rekam.station.uploading import Uploads
from rekam.vault import officer_keys
from tests.faults.clerk import Clerk, cheap, open_desk, person
from tests.faults.dying import Moments, die_at
from tests.faults.mutants import loose

MOMENTS: Moments = {
    "sealing the second finger of a slap": (recording, "sealed_sample", 3, False),
    "before the parts of a slap are kept": (Outbox, "keep_parts", 2, True),
    "between the parts and their draft": (Outbox, "keep_parts", 2, False),
    "after the draft of a capture": (Visits, "keep_draft", 4, False),
    "after the signature was sealed": (Outbox, "keep_part", 1, False),
    "when the packet is built": (signing, "_packet", 1, False),
    "in the transaction of queueing": (outbox, "_insert", 1, False),
    "between the two stores": (signing, "remember_recorded", 1, True),
    "after signing": (signing, "sign", 1, False),
    "when the upload is announced": (Uploads, "_begin", 1, False),
    "in the middle of an upload": (Uploads, "_patch", 1, False),
    "between the last byte and the note of it": (Outbox, "mark_sent", 1, True),
    "before the receipt is asked for": (Outbox, "mark_sent", 1, False),
    "between the receipt and what it says": (ServerLink, "find_receipt", 1, False),
    "when accepted bytes are let go": (Outbox, "_drop_accepted", 1, True),
}


def live(folder: Path, *, server: str, moment: str, number: int) -> None:
    """A station that starts, finishes what lies there, records one person, sends, and dies on the way."""
    noted = os.open(folder.parent / "noted", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    clerk = Clerk(
        desk=open_desk(folder, server=server),
        chance=random.Random(number),
        note=lambda line: [None, os.write(noted, f"{line}\n".encode())][0],
        draw=lambda chance: chance.randbytes(40_000),  # so that an upload has more than one piece
    ).unlock()
    assert clerk.desk.work is not None
    for draft in clerk.desk.work.bench.visits.drafts():
        clerk.finish(draft.id)
    clerk.desk.send()
    die_at(moment, moments=MOMENTS)
    clerk.record(person(number))
    clerk.desk.send()
    clerk.desk.send()


def main(folder: Path, *, server: str, moments: list[str]) -> int:
    officer_keys._stretch = cheap  # type: ignore[assignment]
    ServerLink(server).close()  # what each needs is read once, before they part
    for number, moment in enumerate(moments):
        child = os.fork()
        if child == 0:
            live(folder, server=server, moment=moment, number=number)
            os._exit(0)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            sys.stderr.write(f"did not die: {moment}\n")
            return 1
    return 0


if __name__ == "__main__":
    if "--loose" in sys.argv:
        Database.writing = loose  # type: ignore[method-assign,assignment]
        chosen = ["in the transaction of queueing"]
    else:
        chosen = list(MOMENTS)
    sys.exit(main(Path(sys.argv[1]), server=sys.argv[2], moments=chosen))
