"""How many comparisons a CPU-second of one core makes, against peers and memory in the same run.

The templates are made up (`bench_made` for fingers, random iris bits), so that no image is needed. All
fingers are strangers, which bozorth3 refuses quickly: on real prints it is much slower.
A peer that is not installed is reported as null.
"""

import struct
import time
from collections.abc import Callable
from typing import Any, Final

import nbis
import numpy as np

from rekam.abis.bench_made import LIKE_LEADER, USUAL, made_finger
from rekam.abis.engine import finger_index
from rekam.abis.engine.match import faces, fingers, irises
from rekam.abis.engine.rows import finger_row, iris_row
from rekam.abis.engine.template import FACE_LENGTH, IRIS_WORDS, FingerTemplate, IrisTemplate

Measure = Callable[[np.random.Generator], float | None]

SECONDS: Final = 2.0
IRISES: Final = 100_000
FINGERS: Final = 5_000
FACES: Final = 200_000
SHORTLIST: Final = 500
PROBES: Final = 4
"""Fingers that are compared with all: what a comparison costs goes with the minutiae of the probe."""
MEMORY_WORDS: Final = 32 * 1024 * 1024


def speed(*, tell: Callable[[str], None]) -> dict[str, object]:
    """The figures of docs/reference/abis-bench.md, all per CPU-second of one core."""
    generator = np.random.default_rng(20_260_101)
    figures: dict[str, object] = {}
    for name, measure in MEASURES.items():
        tell(name)
        value = measure(generator)
        figures[name] = None if value is None else round(value, 2 if "gb" in name else 0)
    return figures


def rate(task: Callable[[], object], *, count: int) -> float:
    """`count` by the CPU seconds of one run: the best run within SECONDS, after one to warm up."""
    task()
    best, spent = float("inf"), 0.0
    while spent < SECONDS:
        started = time.process_time()
        task()
        seconds = max(time.process_time() - started, 1e-9)
        best, spent = min(best, seconds), spent + seconds
    return count / best


def _irises(kernel: Callable[..., object]) -> Measure:
    return lambda generator: _iris_rate(generator, kernel=kernel)


def _iris_rate(generator: np.random.Generator, *, kernel: Callable[..., object]) -> float:
    words = generator.integers(0, 2**64, (IRISES, 2 * IRIS_WORDS), dtype=np.uint64)
    mask = words[0, IRIS_WORDS:] | generator.integers(0, 2**64, IRIS_WORDS, dtype=np.uint64)
    iris = IrisTemplate(code=words[0, :IRIS_WORDS] & mask, mask=mask, quality=75)
    probe, rows = irises.rotated(iris_row(iris)), np.arange(IRISES)
    out = np.zeros(IRISES, dtype=np.float32)
    return rate(lambda: kernel(probe, words, rows, out), count=IRISES)


def _faiss() -> Any | None:
    try:
        import faiss
    except ImportError:
        return None
    faiss.omp_set_num_threads(1)
    return faiss


def _faiss_binary(generator: np.random.Generator) -> float | None:
    faiss = _faiss()
    if faiss is None:
        return None
    index = faiss.IndexBinaryFlat(64 * IRIS_WORDS)
    index.add(generator.integers(0, 256, (IRISES, 8 * IRIS_WORDS), dtype=np.uint8))
    probes = generator.integers(0, 256, (irises.ROTATIONS, 8 * IRIS_WORDS), dtype=np.uint8)
    return rate(lambda: index.search(probes, 1), count=IRISES)


def _finger_stage(kernel: Callable[..., object], *, count: int, minutiae: tuple[int, int]) -> Measure:
    def measure(generator: np.random.Generator) -> float:
        column = np.stack([finger_row(made_finger(generator, minutiae=minutiae)) for _ in range(count)])
        probes = [finger_row(made_finger(generator, minutiae=minutiae)) for _ in range(PROBES)]
        rows, out = np.arange(count), np.zeros(count, dtype=np.float32)
        return rate(lambda: [kernel(probe, column, rows, out) for probe in probes], count=PROBES * count)

    return measure


def _index(generator: np.random.Generator) -> float:
    column = np.stack([finger_row(made_finger(generator, minutiae=LIKE_LEADER)) for _ in range(FINGERS)])
    index, probe = finger_index.index_of(column), finger_row(made_finger(generator, minutiae=LIKE_LEADER))
    return rate(lambda: finger_index.votes(probe, index=index), count=FINGERS)


def minutiae_record(finger: FingerTemplate) -> bytes:
    """The minutiae of a finger as nbis-py reads them back: close to ISO/IEC 19794-2:2005, but not that.

    A minutia is kind (2 bits) and x, y, angle in 1/256 turn, quality of 63.
    """
    points = b"".join(
        struct.pack(">HHBB", 0x4000 | int(x), int(y), int(angle), 32)
        for x, y, angle in zip(finger.x, finger.y, finger.angle, strict=True)
    )
    head = struct.pack(">IHHHHHHBB", 26 + len(points), 0, 500, 500, 0, 0, 0, 0, len(finger))
    return b"FMR\0 20\0" + head + points


def _bozorth3(generator: np.random.Generator) -> float | None:
    extractor = nbis.new_nbis_extractor(
        nbis.NbisExtractorSettings(
            min_quality=0.0, get_center=False, check_fingerprint=False, compute_nfiq2=False, ppi=500.0
        )
    )
    records = [minutiae_record(made_finger(generator)) for _ in range(SHORTLIST)]
    probe, *others = [extractor.load_iso_19794_2_2005(record) for record in records]
    return rate(lambda: [probe.compare(other) for other in others], count=len(others))


def _faces(generator: np.random.Generator) -> float:
    column = generator.integers(-127, 128, (FACES, FACE_LENGTH), dtype=np.int8)
    rows, out = np.arange(FACES), np.zeros(FACES, dtype=np.float32)
    return rate(lambda: faces.cosines(column[0], column, rows, out), count=FACES)


def _faiss_faces(generator: np.random.Generator) -> float | None:
    faiss = _faiss()
    if faiss is None:
        return None
    vectors = generator.standard_normal((FACES, FACE_LENGTH), dtype=np.float32)
    index = faiss.IndexScalarQuantizer(FACE_LENGTH, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[:10_000])
    index.add(vectors)
    return rate(lambda: index.search(vectors[:1], 1), count=FACES)


def _memory(_generator: np.random.Generator) -> float:
    words = np.ones(MEMORY_WORDS, dtype=np.uint64)
    return rate(lambda: words.sum(), count=words.nbytes) / 1e9


MEASURES: Final[dict[str, Measure]] = {
    "iris_per_second": _irises(irises.distances),
    "iris_search_per_second": _irises(irises.sifted_distances),
    "faiss_binary_per_second": _faiss_binary,
    "finger_stage1_per_second": _finger_stage(fingers.stage1, count=FINGERS, minutiae=USUAL),
    "finger_stage2_per_second": _finger_stage(fingers.stage2, count=FINGERS // 5, minutiae=USUAL),
    "finger_stage1_leader_per_second": _finger_stage(fingers.stage1, count=FINGERS, minutiae=LIKE_LEADER),
    "finger_stage2_leader_per_second": _finger_stage(
        fingers.stage2, count=FINGERS // 5, minutiae=LIKE_LEADER
    ),
    "finger_index_per_second": _index,
    "bozorth3_per_second": _bozorth3,
    "face_per_second": _faces,
    "faiss_sq8_per_second": _faiss_faces,
    "memory_gb_per_second": _memory,
}
