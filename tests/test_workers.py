"""All journeys share one demo: a second one would cost minutes."""

import pytest

from tests.workers import LONGEST, goes_with, turn


@pytest.mark.parametrize(
    "other", ["tests/journeys/test_b.py::test_y[a/b::c]", "tests/journeys/test_a.py::test_x"]
)
def test_journeys_stay_together(other: str) -> None:
    assert goes_with("tests/journeys/test_a.py::test_x") == goes_with(other)


def test_other_files_are_shared_among_the_workers() -> None:
    assert goes_with("tests/web/test_a.py::test_x[1]") == goes_with("tests/web/test_a.py::test_y")
    assert goes_with("tests/web/test_a.py::test_x") != goes_with("tests/web/test_b.py::test_x")


def test_the_longest_begin_first() -> None:
    assert sorted(["web", *reversed(LONGEST), "abis"], key=turn) == [*LONGEST, "web", "abis"]


def test_this_run_is_shared_so(pytestconfig: pytest.Config) -> None:
    plugins = pytestconfig.pluginmanager
    assert plugins.hook.pytest_xdist_make_scheduler.get_hookimpls()[-1].plugin_name.endswith(
        "tests/conftest.py"
    )
