"""How sure the bench is: intervals over subjects, and subjects that look like one."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from rekam.abis.bench import bench, figures_of, measure, together
from rekam.abis.bench_intervals import Pairs, drawn_rates, intervals, share_interval
from rekam.abis.bench_pairs import Scored, suspected
from rekam.abis.bench_rates import Rates, rates
from rekam.abis.bench_table import text
from rekam.kernel.errors import RuleBroken


def scored(
    *, subjects: int, images: int = 4, apart: float = 3.0, alike: tuple[int, int] | None = None
) -> Scored:
    """Normal scores of all pairs of made-up subjects; `alike` score as if they were one."""
    generator = np.random.default_rng(7)
    names = [f"{subject:03d}" for subject in range(subjects) for _ in range(images)]
    first, second = (np.array(side) for side in zip(*combinations(names, 2), strict=True))
    scores = generator.standard_normal(len(first)).astype(np.float32) + apart * (first == second)
    if alike is not None:
        one, other = (f"{subject:03d}" for subject in alike)
        scores[(first == one) & (second == other)] += apart
    return Scored(
        images=len(names),
        failed=0,
        first=first,
        second=second,
        scores=[scores],
        seconds=[0.1],
        extraction_seconds=1.0,
    )


def pairs(of: Scored) -> Pairs:
    return Pairs(of.scores[0], of.first, of.second)


def test_the_interval_holds_the_rate_and_narrows_with_more_subjects() -> None:
    widths = []
    for subjects in (8, 60):
        of = scored(subjects=subjects)
        told = rates(genuine=of.scores[0][of.mates], impostor=of.scores[0][~of.mates])
        low, high = intervals(drawn_rates(pairs(of)), told=told, subjects=subjects)["eer_ci"]
        assert low <= told.eer <= high
        widths.append(high - low)
    assert widths[1] < widths[0]


def test_draws_are_the_same_at_every_call() -> None:
    of = scored(subjects=6)

    assert np.array_equal(drawn_rates(pairs(of)), drawn_rates(pairs(of)))


def test_no_error_is_no_proof_of_none() -> None:
    of = scored(subjects=10, apart=50.0)

    assert intervals(drawn_rates(pairs(of)), told=Rates(0.0, 0.0, 0.0, 0.0), subjects=10)["eer_ci"] == [
        0.0,
        pytest.approx(25.8866, abs=1e-3),
    ]


def test_one_body_under_two_names_is_told() -> None:
    assert suspected(scored(subjects=20, apart=6.0)) == []
    assert suspected(scored(subjects=20, apart=6.0, alike=(3, 11))) == [("003", "011")]


def test_a_failed_image_lowers_no_interval() -> None:
    of = scored(subjects=5)
    lost = of.scores[0].copy()
    lost[:19] = -np.inf
    figures = figures_of(measure(replace(of, scores=[lost], failed=1)))

    assert figures["fte"] == 5.0
    assert figures["zerofmr"] >= 100 * 3 / 30


def test_several_sets_are_told_as_means_and_sums_and_as_a_table() -> None:
    sets = [measure(scored(subjects=5)), measure(scored(subjects=8, alike=(1, 2), apart=6.0))]
    figures = figures_of(together(sets)) | {"sets": {"a": figures_of(sets[0]), "b": figures_of(sets[1])}}

    assert figures["subjects"] == 13
    assert figures["eer"] == pytest.approx(np.mean([one.stages[0].rates.eer for one in sets]), abs=1e-3)
    assert "001 = 002" in text(figures)
    assert [line.split(" | ")[0] for line in text(figures).splitlines()[2:5]] == ["| a", "| b", "| all"]


def test_an_unknown_extractor_is_refused(tmp_path: object) -> None:
    with pytest.raises(RuleBroken) as refused:
        bench("fingers", directory=tmp_path, tell=lambda _: None, extractor="guess")  # type: ignore[arg-type]

    assert refused.value.code == "extractor_unknown"


def test_a_share_of_few_trials_is_wide_and_lies_inside_its_interval() -> None:
    assert share_interval(0.0, of=10) == pytest.approx((0.0, 0.2775), abs=1e-4)  # Wilson, z = 1.96
    low, high = share_interval(0.1, of=100)
    assert (low, high) == pytest.approx((0.0552, 0.1744), abs=1e-4)
