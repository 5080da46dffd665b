"""Packets a second at the server's door, against writing and syncing the same bytes once.

    REKAM_DATA=... python -m benchmarks.intake [--packets 50]

Needs a migrated database. Each packet is about 2 MB and goes through the HTTP layer in process (POST, one
PATCH, receipt): sealed parts hashed, station's signature checked, vault file and row committed, job queued.
The limit, measured in the same run: the same bytes written to one new file each and synced (file and folder).
"""

import argparse
import base64
import hashlib
import os
import statistics
import tempfile
import time
from pathlib import Path

from rekam.kernel.commands import set_up

SIZE = 2_000_000


def main() -> None:
    """Print one row: packets a second, p50 and p90 in ms, and the share of the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--packets", type=int, default=50)
    count = parser.parse_args().packets
    set_up(settings="rekam.config.settings.test")
    from django.test import Client
    from tests.enrolment import scene
    from tests.enrolment.test_intake import WALK_IN

    from rekam.kernel.database import EVERYWHERE, scope

    with scope(EVERYWHERE):
        scene.furnish()
    sent = [
        scene.Session(person=WALK_IN, records={"right_thumb": os.urandom(SIZE)}).send() for _ in range(count)
    ]
    station = Client(SERVER_NAME="127.0.0.1")
    times = [_timed(lambda one=one: _through(station, one)) for one in sent]
    limit = [_timed(lambda one=one: _write(one.data)) for one in sent]
    rate, bound = count / sum(times), count / sum(limit)
    p50, p90 = statistics.median(times) * 1000, statistics.quantiles(times, n=10)[-1] * 1000
    print(f"{'packets':>8} {'per s':>8} {'p50 ms':>8} {'p90 ms':>8} {'limit/s':>8} {'of limit':>9}")
    print(f"{count:>8} {rate:>8.1f} {p50:>8.1f} {p90:>8.1f} {bound:>8.1f} {rate / bound:>9.0%}")


def _timed(act) -> float:  # type: ignore[no-untyped-def]
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _through(station, sent) -> None:  # type: ignore[no-untyped-def]
    told = {"packet": str(sent.id), "sha256": hashlib.sha256(sent.data).hexdigest()}
    metadata = ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in told.items())
    tus = {"Tus-Resumable": "1.0.0"}
    station.post(
        "/api/v1/packets", headers=tus | {"Upload-Length": str(len(sent.data)), "Upload-Metadata": metadata}
    )
    answer = station.patch(
        f"/api/v1/packets/{sent.id}",
        data=sent.data,
        content_type="application/offset+octet-stream",
        headers=tus | {"Upload-Offset": "0"},
    )
    assert answer.status_code == 204, answer.content
    assert station.get(f"/api/v1/packets/{sent.id}/receipt").status_code == 200


def _write(data: bytes) -> None:
    folder = Path(tempfile.mkdtemp(dir=os.environ["REKAM_DATA"]))
    with (folder / "packet").open("wb") as file:
        file.write(data)
        os.fsync(file.fileno())
    handle = os.open(folder, os.O_RDONLY)
    os.fsync(handle)
    os.close(handle)


if __name__ == "__main__":
    main()
