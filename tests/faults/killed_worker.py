"""Doors and workers that kill themselves (SIGKILL, no goodbye), one after the other, each at its moment.

`killed_worker.py PACKET SEED [WITHOUT]`. PACKET is a file under the packet's id. Each is a fork of this
process, which loads everything once and never connects to the database. With seed 1 every moment comes in its
order; with others they come in any order, and one that does not come is passed over. The number of kills is
printed.
"""

import hashlib
import io
import os
import random
import signal
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rekam.kernel.commands import set_up

set_up()

from rekam.enrolment import comparing, intake, pipeline, services, uploads  # noqa: E402
from rekam.enrolment.operations import attempts  # noqa: E402
from rekam.vault import media  # noqa: E402
from rekam.vault import services as vault  # noqa: E402
from tests.faults.dying import Moments, die_at  # noqa: E402
from tests.faults.server_mutants import once, straight  # noqa: E402

INTAKE: Moments = {
    "when the upload is announced": (uploads, "begin", 1, False),
    "between two pieces": (uploads.part_files, "append", 1, False),
    "all bytes are there and nobody judged them": (uploads, "_judge", 1, True),
    "before the vault's file has its name": (media, "_folders", 1, True),
    "the vault has it, the row is not there": (intake, "_added", 1, True),
    "the row is there, the upload's file too": (intake, "_added", 1, False),
}
WORKER: Moments = {
    "copying the packet": (vault, "copy", 1, False),
    "storing a sample": (vault, "keep", 3, False),
    "in the transaction of opening": (services, "move", 1, False),
    "after opening": (comparing, "extract_stage", 1, True),
    "after the template": (comparing, "_locked", 1, True),
    "in the transaction of extracting": (services, "move", 2, False),
    "after extracting": (comparing, "search_stage", 1, True),
    "after the search, before its decision": (comparing, "_decide", 1, True),
}
MOMENTS = INTAKE | WORKER


def send(path: Path) -> None:
    """As the door is asked by a station that goes on where it was cut."""
    packet, data, at = uuid.UUID(path.name), path.read_bytes(), datetime.now(UTC)
    digest = hashlib.sha256(data).hexdigest()
    known = intake.find_packet(packet, sha256=digest)
    if known is not None and intake.is_held(known):
        return
    upload = uploads.announced(packet=packet, sha256=digest, length=len(data), at=at)
    uploads.begin(upload)
    there, middle = uploads.offset(upload), len(data) // 2
    if there == len(data):
        uploads.finish(upload, at=at)
        return
    for piece in (data[there:middle], data[max(there, middle) :]):
        if piece:
            there = uploads.take_more(upload, offset=there, read=io.BytesIO(piece).read, at=at)


def die_in_a_stage_at(moment: str) -> None:
    """As `die_at`; the pipeline has its stages in a table besides."""
    counted = die_at(moment, moments=MOMENTS)
    stages = {"extract_stage": "extract", "search_stage": "search"}
    name = MOMENTS[moment][1]
    if name in stages:
        pipeline.STAGES = {**pipeline.STAGES, stages[name]: counted}  # type: ignore[dict-item]


def is_killed(act: Callable[[], object]) -> bool:
    """Whether a fork that does this dies by SIGKILL; any other bad end is this process's too."""
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in {0, -signal.SIGKILL}:
        sys.exit(f"ended by {status}")
    return status != 0


def killed_at(moment: str, path: Path) -> bool:
    def act() -> None:
        die_in_a_stage_at(moment)
        if moment in INTAKE:
            send(path)
        else:
            pipeline.run_waiting()

    return is_killed(act)


def main(path: Path, *, seed: int) -> int:
    """How many were killed."""
    intake_moments, worker_moments = list(INTAKE), list(WORKER)
    if seed != 1:
        random.Random(seed).shuffle(intake_moments)
        random.Random(seed).shuffle(worker_moments)
    kills = 0
    for moment in [*intake_moments, "", *worker_moments]:
        if not moment:
            is_killed(lambda: send(path))  # the station tries until it is receipted
        elif killed_at(moment, path):
            kills += 1
        elif seed == 1:
            sys.exit(f"did not die: {moment}")
    return kills


def without_a_defence(path: Path, *, without: str) -> int:
    """One kill that this defence is against."""
    if without == "the file before its name":
        whole, media.write = media.write, straight
        kills = is_killed(lambda: send(path))
        media.write = whole
        is_killed(lambda: send(path))
        return kills
    attempts.begin = once
    is_killed(lambda: send(path))
    return killed_at("copying the packet", path)


if __name__ == "__main__":
    packet = Path(sys.argv[1])
    if len(sys.argv) > 3:
        print(int(without_a_defence(packet, without=sys.argv[3])))
    else:
        print(main(packet, seed=int(sys.argv[2])))
