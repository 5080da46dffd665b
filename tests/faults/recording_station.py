"""A station that records one person after the other and prints each act once it was acknowledged."""

import random
import sys
from functools import partial
from itertools import count
from pathlib import Path

import apsw

from rekam.station.store import outbox
from rekam.vault import officer_keys
from tests.faults.clerk import Clerk, cheap, open_desk, person
from tests.faults.mutants import Careless


def main(folder: Path, *, careless: bool) -> None:
    officer_keys._stretch = cheap
    outbox.LEAST_ROOM = 0  # the disk of this test is small
    if careless:
        apsw.Connection = partial(Careless)  # type: ignore[misc,assignment]
    clerk = Clerk(desk=open_desk(folder), chance=random.Random(1), note=partial(print, flush=True)).unlock()
    for number in count():
        clerk.record(person(number))


if __name__ == "__main__":
    main(Path(sys.argv[1]), careless="--careless" in sys.argv)
