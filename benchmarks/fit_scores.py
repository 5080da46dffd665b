"""Remakes the figures behind the score models of `rekam.abis.engine.parameters`.

    PYTHONPATH=src python benchmarks/fit_scores.py FOLDER_OF_SETS

For each modality: where the scores of mates and of strangers are equally likely (zero), how steeply the
strangers' tail falls there (decades a unit, from the 99th to the 99.99th percentile), and how many strangers
reach each evidence under the model in use. A model is honest where at most 10 ** -e of them reach evidence e.
Only figures are printed; no image and no template is kept.
"""

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from rekam.abis.bench import SUBJECTS, score_set
from rekam.abis.engine.match.irises import APART
from rekam.abis.engine.parameters import FACE_MODEL, FINGER_MODEL, IRIS_MODEL

Scores = npt.NDArray[np.float64]

MODELS = {"fingers": FINGER_MODEL, "irises": IRIS_MODEL, "faces": FACE_MODEL}


def in_model_units(subject: str, scores: npt.NDArray[np.float32]) -> Scores:
    """The bench's scores in the units of the subject's score model."""
    held = scores.astype(np.float64)
    if subject == "fingers":
        return np.log10(np.maximum(held, 1e-3))
    return APART - held if subject == "irises" else held


def crossing(*, mates: Scores, strangers: Scores) -> float:
    """The score at which both are equally likely, by smoothed histograms between the two medians."""
    low, high = sorted((float(np.median(mates)), float(np.median(strangers))))
    edges = np.linspace(low, high, 61)
    densities = [np.histogram(s, bins=edges)[0] / len(s) + 1e-6 for s in (mates, strangers)]
    smooth = [np.convolve(d, np.ones(5) / 5, mode="same") for d in densities]
    return float(edges[int(np.argmin(np.abs(np.log(smooth[0] / smooth[1]))))])


def report(subject: str, *, folder: Path) -> None:
    what, model = SUBJECTS[subject], MODELS[subject]
    mates, strangers = [], []
    for files in what.sets(folder).values():
        scored = score_set(files, what=what)
        scores = in_model_units(subject, scored.scores[-1])
        found = np.isfinite(scored.scores[-1])
        mates.append(scores[scored.mates & found])
        strangers.append(scores[~scored.mates & found])
    genuine, impostor = np.concatenate(mates), np.concatenate(strangers)
    alike = np.sign(model.slope)
    tail = np.quantile(alike * impostor, [0.99, 0.9999])
    print(f"{subject}: {len(genuine)} mates, {len(impostor)} strangers; model {model}")
    print(f"  equally likely at {crossing(mates=genuine, strangers=impostor):.3f}")
    print(f"  strangers' tail falls {2.0 / (tail[1] - tail[0]):.1f} decades a unit")
    print(f"  mates at 1, 5, 50 %: {np.quantile(alike * genuine, [0.01, 0.05, 0.5]) * alike}")
    evidence = np.array([model.evidence(float(score)) for score in impostor])
    for level in (1, 2, 3, 4, 5):
        reached = int((evidence >= level).sum())
        print(
            f"  evidence >= {level}: {reached} strangers, at most {len(impostor) * 10.0**-level:.1f} allowed"
        )


if __name__ == "__main__":
    for name in MODELS:
        report(name, folder=Path(sys.argv[1]))
