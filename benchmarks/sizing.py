"""The arithmetic of docs/explanation/sizing.md: what galleries of 1, 12 and 200 million persons need.

    python -m benchmarks.sizing

Sizes come from the engine's own records. Rates are of one core as docs/reference/abis-bench.md gives them,
the lower ends, measured with up to 100,000 persons; everything beyond that is worked out, not run.
"""

import math
from collections.abc import Iterator
from typing import Final

from rekam.abis.engine.columns import SUBJECT_BYTES
from rekam.abis.engine.parameters import DEFAULT
from rekam.abis.engine.positions import FINGERS, IRISES, Position
from rekam.abis.engine.rows import BYTES_PER_PERSON, row_words
from rekam.abis.engine.shortlist import INDEXED

SIZES: Final = {1_000_000: 2_000, 12_000_000: 5_000, 200_000_000: 20_000}
"""Persons, and probes a day."""
IRISES_A_SECOND: Final = 10_000_000
FACES_A_SECOND: Final = 66_000_000
VOTES_A_SECOND: Final = 90_000_000
STAGE1_A_SECOND: Final = 199_000
INDEX_BYTES: Final = 1_600
INDEX_SECONDS: Final = 25e-6
"""Of one finger: decision 0071."""
SECONDS: Final = 1.5
"""A probe may take so long."""
USED: Final = 0.7
"""Of a core: the rest is waiting for memory that others read, for the slowest shard, and joining."""
OFFICE_SECONDS: Final = 8 * 3600
MOST_ROWS_A_SHARD: Final = 2_500_000
"""A holder that comes back makes its indices for two minutes then."""
SHARE_OF_MEMORY: Final = 0.8
QUESTIONS: Final = 5


def finger_bytes() -> int:
    return 8 * row_words(FINGERS[0])


def iris_bytes() -> int:
    return 8 * row_words(IRISES[0])


def face_bytes() -> int:
    return 8 * row_words(Position.FACE)


def read_bytes() -> int:
    """Of a person, that lie in memory for every search: irises, face, id, indexed fingers, their indices."""
    fingers = len(INDEXED) * (finger_bytes() + INDEX_BYTES)
    return len(IRISES) * iris_bytes() + face_bytes() + SUBJECT_BYTES + fingers


def whole_bytes() -> int:
    """The same without fingers: those of the shortlist alone are read (`scanned_fingers` 0)."""
    return len(IRISES) * iris_bytes() + face_bytes() + SUBJECT_BYTES


def core_seconds(persons: int) -> dict[str, float]:
    """Of one probe with two irises, a face and two fingers, by what is gone through."""
    fingers = len(INDEXED) * persons
    return {
        "irises": len(IRISES) * persons / IRISES_A_SECOND,
        "face": persons / FACES_A_SECOND,
        "votes": fingers / VOTES_A_SECOND,
        "stage 1": DEFAULT.index_share * fingers / STAGE1_A_SECOND,
    }


def cores_for_time(persons: int) -> int:
    """That answer one probe in SECONDS."""
    return math.ceil(sum(core_seconds(persons).values()) / SECONDS / USED)


def cores_for_day(persons: int, *, probes: int) -> int:
    """That do a day's probes within office hours."""
    return math.ceil(sum(core_seconds(persons).values()) * probes / OFFICE_SECONDS / USED)


def shards(persons: int) -> int:
    return math.ceil(persons / MOST_ROWS_A_SHARD)


def person_table() -> Iterator[str]:
    """Bytes of one person."""
    yield "| part | bytes | of a person | read by every search |"
    yield "|---|---:|---:|---:|"
    fingers, indexed = len(FINGERS), len(INDEXED)
    yield f"| finger | {finger_bytes():,} | {fingers * finger_bytes():,} | {indexed * finger_bytes():,} |"
    yield f"| its index, in memory alone | {INDEX_BYTES:,} | | {indexed * INDEX_BYTES:,} |"
    irises = len(IRISES) * iris_bytes()
    yield f"| iris | {iris_bytes():,} | {irises:,} | {irises:,} |"
    yield f"| face | {face_bytes():,} | {face_bytes():,} | {face_bytes():,} |"
    yield f"| number | {SUBJECT_BYTES:,} | {SUBJECT_BYTES:,} | {SUBJECT_BYTES:,} |"
    yield f"| **all** | | **{BYTES_PER_PERSON:,}** | **{read_bytes():,}** |"


def machine_table() -> Iterator[str]:
    """What a gallery needs, by its size."""
    yield "| | " + " | ".join(f"{persons // 1_000_000:,} million" for persons in SIZES) + " |"
    yield "|---|" + "---:|" * len(SIZES)
    gb = 1e9
    rows = {
        "memory for the search": [f"{persons * read_bytes() / gb:,.0f} GB" for persons in SIZES],
        "memory to buy": [f"{persons * read_bytes() / gb / SHARE_OF_MEMORY:,.0f} GB" for persons in SIZES],
        "gallery on disk": [f"{persons * BYTES_PER_PERSON / gb:,.0f} GB" for persons in SIZES],
        "the same while it is compacted": [
            f"{2 * persons * BYTES_PER_PERSON / gb:,.0f} GB" for persons in SIZES
        ],
        **{
            f"core-seconds a probe: {part}": [f"{core_seconds(persons)[part]:.2f}" for persons in SIZES]
            for part in core_seconds(1)
        },
        "core-seconds a probe": [f"**{sum(core_seconds(persons).values()):.2f}**" for persons in SIZES],
        f"cores for {SECONDS} s a probe": [f"**{cores_for_time(persons):,}**" for persons in SIZES],
        "memory for the search without fingers": [
            f"{persons * whole_bytes() / gb:,.0f} GB" for persons in SIZES
        ],
        "core-seconds a probe without fingers": [
            f"{core_seconds(persons)['irises'] + core_seconds(persons)['face']:.2f}" for persons in SIZES
        ],
        "probes a day": [f"{probes:,}" for probes in SIZES.values()],
        "cores for them in 8 hours": [
            f"**{cores_for_day(persons, probes=probes):,}**" for persons, probes in SIZES.items()
        ],
        "shards": [f"{shards(persons):,}" for persons in SIZES],
        "seconds until a lost shard answers again": [
            f"{len(INDEXED) * INDEX_SECONDS * persons / shards(persons):,.0f}" for persons in SIZES
        ],
        "written a day, if each probe is enrolled": [
            f"{probes * BYTES_PER_PERSON / 1e6:,.0f} MB" for probes in SIZES.values()
        ],
        "sent to shards, a probe": [
            f"{QUESTIONS * shards(persons) * (BYTES_PER_PERSON - SUBJECT_BYTES) / 1e6:,.1f} MB"
            for persons in SIZES
        ],
        "threshold of a hit (log10)": [
            f"{DEFAULT.threshold_duplicate(gallery=persons):.1f}" for persons in SIZES
        ],
    }
    for name, cells in rows.items():
        yield f"| {name} | " + " | ".join(cells) + " |"


def main() -> None:
    """Print both tables, as the page has them."""
    print("\n".join([*person_table(), "", *machine_table()]))


if __name__ == "__main__":
    main()
