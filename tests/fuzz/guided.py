"""Parsers under a fuzzer that sees which lines were reached: `python -m tests.fuzz.guided cbor --seconds 60`.

It needs atheris (`pip install atheris`), which no other part of the project does. The corpus is made from the
samples of tests.fuzz.parsers and lies in a folder that is gone afterwards; what broke a parser is printed.
Without a name all parsers are driven, each in a process of its own.
"""

import argparse
import mmap
import os
import struct
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter

import django

STUCK_SECONDS = 20
LONGEST = 16_384  # bytes of an input
COUNT = struct.Struct("<QQ")
# Whose lines are looked at: the readers, which need no server around them.
READERS = (
    *("rekam.kernel.canonical", "rekam.kernel.nik", "rekam.kernel.wsq", "rekam.enrolment.packet"),
    *("rekam.enrolment.packet_envelope", "rekam.enrolment.sync_messages", "rekam.devices.kits.messages"),
    *("rekam.abis.engine.formats", "rekam.cards.blanks.lots", "rekam.coverage.ikd.reading"),
    *("rekam.registry.bulk.reading", "rekam.registry.bulk.columns", "rekam.registry.exports.tracing"),
    *("rekam.abis.importing.sources", "rekam.cards.printing.messages", "rekam.devices.pairing.messages"),
    *("rekam.enrolment.particulars", "rekam.kernel.json_within", "rekam.devices.updates"),
    *("rekam.abis.mosip.rules", "rekam.abis.mosip.manual.rules", "rekam.audit.checkpoints"),
    "rekam.outreach.sites.lists.reading",
    *("rekam.coverage.reconcile.reading", "rekam.coverage.traits.rules", "rekam.outreach.sites.tables"),
)


def main() -> int:
    """How many parsers broke."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("names", nargs="*")
    told.add_argument("--seconds", type=int, default=60, help="for each parser")
    told.add_argument("--seed", type=int, default=1)
    told.add_argument("--child", help=argparse.SUPPRESS)
    asked = told.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rekam.config.settings.test")
    if asked.child:
        return _fuzz(asked.names[0], folder=Path(asked.child), seconds=asked.seconds, seed=asked.seed)
    django.setup()
    from tests.fuzz.parsers import parsers

    return sum(_drive(name, seconds=asked.seconds, seed=asked.seed) for name in asked.names or parsers())


def _drive(name: str, *, seconds: int, seed: int) -> bool:
    """One parser in a process of its own; whether it broke."""
    with tempfile.TemporaryDirectory() as made:
        folder, began = Path(made), perf_counter()
        (folder / "count").write_bytes(COUNT.pack(0, 0))
        words = (
            "-m",
            "tests.fuzz.guided",
            name,
            "--child",
            made,
            "--seconds",
            str(seconds),
            "--seed",
            str(seed),
        )
        done = subprocess.run([sys.executable, *words], capture_output=True, check=False)
        attempted, read = COUNT.unpack((folder / "count").read_bytes())
        broke = list(folder.glob("broke-*"))
        stuck = sum("timeout" in path.name for path in broke)
        lost = len(broke) - stuck or int(done.returncode != 0 and not stuck)
        print(
            f"{name}: attempted {attempted} landed {attempted - lost - stuck} (read {read}) lost {lost}"
            f" doubled 0 stuck {stuck} seed {seed} seconds {perf_counter() - began:.0f}",
            flush=True,
        )
        if done.returncode:
            print(done.stderr.decode(errors="replace")[-3000:])
            print(*(path.read_bytes()[:400].hex() for path in broke), sep="\n", flush=True)
        return done.returncode != 0


def _fuzz(name: str, *, folder: Path, seconds: int, seed: int) -> int:
    """Never returns where all goes well: the fuzzer ends the process."""
    import atheris  # type: ignore[import-not-found]

    with atheris.instrument_imports(include=["rekam"]):
        for reader in READERS:
            import_module(reader)
    django.setup()
    from tests.fuzz.parsers import parsers

    parser, corpus = parsers()[name], folder / "corpus"
    corpus.mkdir()
    for number, sample in enumerate(parser.samples):
        (corpus / str(number)).write_bytes(sample)
    with (folder / "count").open("r+b") as file:
        counted = mmap.mmap(file.fileno(), COUNT.size)
        options = (
            f"-max_total_time={seconds}",
            f"-seed={seed}",
            f"-timeout={STUCK_SECONDS}",
            f"-max_len={max(LONGEST, *map(len, parser.samples))}",
            f"-artifact_prefix={folder}/broke-",
            "-rss_limit_mb=2048",
        )
        atheris.Setup([sys.argv[0], *options, str(corpus)], _counting(parser.try_on, counted))
        atheris.Fuzz()
    return 0


def _counting(try_on: Callable[[bytes], bool], counted: mmap.mmap) -> Callable[[bytes], None]:
    attempted = read = 0

    def tried(data: bytes) -> None:
        nonlocal attempted, read
        attempted += 1
        counted[:] = COUNT.pack(attempted, read)
        read += try_on(data)

    return tried


if __name__ == "__main__":
    sys.exit(main())
