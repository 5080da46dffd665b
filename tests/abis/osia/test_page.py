"""The reference page's table of operations, and what is given out of templates."""

import re
from base64 import b64decode
from pathlib import Path

import numpy as np

from rekam.abis.engine.extractor import Extractor
from rekam.abis.engine.formats import decode_minutiae
from rekam.abis.engine.positions import FINGER_CODES, Position
from rekam.abis.engine.template import FingerTemplate, PersonTemplate
from rekam.abis.osia.minutiae import computed_of
from rekam.abis.osia.rules import SUB_TYPE_OF, Fault
from rekam.abis.osia.urls import urlpatterns
from tests.abis.osia.strict import COMPUTED, check

HERE = Path(__file__).resolve()
PAGE = (HERE.parents[3] / "docs" / "reference" / "osia-abis.md").read_text()


def test_the_page_names_a_test_that_is_there_for_every_operation() -> None:
    rows = re.findall(r"^\| \w+ \| `(\w+) (\S+)` \| abis\.\S+ \| .* \| `(test_\w+)` \|$", PAGE, re.MULTILINE)
    written = "".join(path.read_text() for path in HERE.parent.glob("test_*.py"))

    assert len(rows) == 22
    for _, _, test in rows:
        assert f"def {test}(" in written
    shapes = {re.sub(r"/[A-Z](?=/|$)", "/*", path) for _, path, _ in rows}
    assert shapes == {re.sub(r"<str:\w+>", "*", str(one.pattern)) for one in urlpatterns}


def test_the_page_tells_every_code() -> None:
    told: set[int] = set()
    for cell in re.findall(r"^\| ([\d, to]+) \| \d{3}", PAGE, re.MULTILINE):
        first, *last = (int(one) for one in re.findall(r"\d+", cell))
        told |= set(range(first, last[0] + 1)) if " to " in cell else {first, *last}
    assert told == {fault.number for fault in Fault}


def test_minutiae_are_given_out_as_the_standard_has_them() -> None:
    places = np.arange(12, dtype=np.int16) * 80
    marks = (places, places[::-1].copy(), np.arange(12, dtype=np.uint8), np.full(12, 70, dtype=np.uint8))
    fingers = {
        position: FingerTemplate(*(mark.copy() for mark in marks), quality=60, extractor=Extractor.LEADER)
        for position in (Position.RIGHT_INDEX, Position.LEFT_THUMB)
    }
    template = PersonTemplate(fingers=fingers, irises={}, face=None)
    told = check(computed_of(template), COMPUTED)

    assert [one["biometricSubType"] for one in told] == [SUB_TYPE_OF[p] for p in sorted(template.fingers)]
    for position, one in zip(sorted(template.fingers), told, strict=True):
        (view,) = decode_minutiae(b64decode(one["template"]))
        finger = template.fingers[position]
        assert (view.position, one["quality"]) == (FINGER_CODES[position], finger.quality)
        assert [(each.x, each.y, each.angle) for each in view.minutiae] == list(
            zip(finger.x.tolist(), finger.y.tolist(), finger.angle.tolist(), strict=True)
        )
