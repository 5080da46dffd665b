"""What is measured of drawn photographs; docs/reference/photo.md has the figures of many."""

import numpy as np
import pytest

from rekam.abis.engine.portrait import Portrait, measure_portrait
from rekam.enrolment.photo_rules import Backdrop, Finding, findings
from rekam.simulation.bodies import body


def measured(*, flaw: str = "", backdrop: str = "red", seed: int = 1) -> Portrait:
    colour = body(seed).portrait(backdrop=backdrop, flaw=flaw)
    portrait = measure_portrait(np.ascontiguousarray(colour[:, :, ::-1]))
    assert portrait is not None
    return portrait


@pytest.mark.parametrize("backdrop", list(Backdrop))
def test_a_good_photograph_has_no_findings_before_its_own_backdrop(backdrop: Backdrop) -> None:
    assert findings(measured(backdrop=backdrop), backdrop=backdrop) == ()


@pytest.mark.parametrize(
    ("flaw", "finding"),
    [
        ("turned", Finding.TURNED),
        ("tilted", Finding.TILTED),
        ("dark", Finding.DARK),
        ("far", Finding.FAR),
    ],
)
def test_each_flaw_is_found(flaw: str, finding: Finding) -> None:
    assert finding in findings(measured(flaw=flaw), backdrop=Backdrop.RED)


@pytest.mark.parametrize("seed", [2, 4, 5])
def test_closed_eyes_are_found_in_three_of_four_pictures(seed: int) -> None:
    assert Finding.EYES_CLOSED in findings(measured(flaw="eyes_closed", seed=seed), backdrop=Backdrop.RED)
    assert Finding.EYES_CLOSED not in findings(measured(seed=seed), backdrop=Backdrop.RED)


def test_a_wall_has_no_face() -> None:
    assert measure_portrait(np.full((400, 300, 3), 90, dtype=np.uint8)) is None
