"""A process that writes to the stores without end and prints each id once it is acknowledged."""

import hashlib
import sys
import uuid
from pathlib import Path

from rekam.station.store.outbox import Outbox, StoredPart


def main(folder: Path) -> None:
    outbox = Outbox(folder / "outbox.db")
    while True:
        packet = uuid.uuid4()
        content = packet.bytes * 2_000
        part = StoredPart(facts=b"f", sealed=content)
        outbox.keep_parts(draft=packet, parts={"left_index": part, "left_middle": part})
        print("part", packet, flush=True)
        sha256 = hashlib.sha256(content).digest()
        outbox.queue(packet=packet, build=lambda _, c=content, s=sha256: (c, s), at="t")
        print("packet", packet, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
