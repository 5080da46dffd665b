"""`python -m tests.upgrade.record [--from REF]`: write down what a version's station says, and its tables.

For each release once, before the next one begins: its own laptop talks to its own server, and what it said
and was answered goes to previous/messages.json (answers by their shape), its tables to previous/schema.txt.
Both parties have toy keys (toy.py), and the people are invented.
"""

import argparse
import base64
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rekam.config.processes import free_port
from tests.upgrade import schema, toy
from tests.upgrade.rehearse import DATABASE, database
from tests.upgrade.release import HERE, Release, before_the_first_later_migration, exported
from tests.upgrade.shapes import shape_of_answer

PREVIOUS = HERE / "previous"
PEOPLE = 6


def recorded(release: Release, *, folder: Path) -> dict[str, Any]:
    """One laptop's life: paired, pulled, two people sent at once, one in pieces, all opened."""
    done = release.rekam("migrate", REKAM_DATABASE_ROLE="rekam_migrate")
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    toy.use_toy_seal_key()
    fingerprint = release.office("furnish", str(PEOPLE))["fingerprint"]
    laptop, notes = folder / "laptop-a", folder / "notes"
    laptop.mkdir()
    (laptop / "station.key").write_bytes(toy.seed("station"))
    steps: list[dict[str, Any]] = []
    with release.pages(port=free_port(21_300)) as here:
        pair = f"pair=REKAM1 {here} AAAA-2222-BBBB {fingerprint}"
        for act, words in (
            ("decide", (pair,)),
            ("", (pair,)),
            ("open", ("pull", "record=2", "send", "pieces", "record=1", "send")),
            ("", ("send",)),
        ):
            release.laptop(laptop, f"note={notes}", *words, server=here)
            steps += exchanges(notes)
            notes.unlink()
            if act:
                release.office(act)
                steps.append({"act": act})
    return {"release": release.name, **release.office("told"), "steps": one_heartbeat(steps)}


def one_heartbeat(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without the later ones: played again without the minutes between them they come too often."""
    beats = [step for step in steps if step.get("path", "").endswith("/health")]
    return [step for step in steps if step not in beats[1:]]


def exchanges(notes: Path) -> Iterator[dict[str, Any]]:
    """What was said, each answer by its shape."""
    for line in notes.read_text().splitlines():
        told = json.loads(line)
        said = base64.b64decode(told.pop("said"))
        yield told | {"shape": shape_of_answer(said, station=toy.seed("station"))}


def main(words: list[str]) -> int:
    """Write both files anew."""
    parser = argparse.ArgumentParser(prog="python -m tests.upgrade.record", description=__doc__)
    parser.add_argument("--from", dest="ref", help="the version: a tag or a commit")
    ref = parser.parse_args(words).ref or before_the_first_later_migration()
    with tempfile.TemporaryDirectory(prefix="rekam-recording-") as made:
        folder = Path(made)
        os.environ["REKAM_DATA"] = str(folder / "data")
        (folder / "data").mkdir(mode=0o700)
        release = Release(name=ref[:12], tree=exported(ref, into=folder / "old"), data=folder / "data")
        with database(folder / "data") as server:
            told = recorded(release, folder=folder)
            with server.connect(DATABASE) as line:
                text = schema.written(schema.schema_of(line))
    PREVIOUS.mkdir(exist_ok=True)
    (PREVIOUS / "messages.json").write_text(json.dumps(told, indent=1) + "\n")
    (PREVIOUS / "schema.txt").write_text(text)
    print(f"{len(told['steps'])} steps of {told['release']}, {len(text.splitlines())} lines of tables")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
