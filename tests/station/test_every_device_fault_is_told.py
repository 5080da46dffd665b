"""An operator reads a sentence, never only a code, whatever the scanner answers."""

import re
from pathlib import Path

from rekam.devices.adapters import sbi
from rekam.station.wording import SENTENCES

CODE = re.compile(r'RuleBroken\(\s*"(device_\w+)"|\d+: "(device_\w+)"')


def test_each_code_that_a_scanner_can_cause_has_its_own_sentence() -> None:
    sources = Path(sbi.__file__).parent.glob("*.py")
    codes = {one or other for path in sources for one, other in CODE.findall(path.read_text())}
    assert len(codes) > 15
    assert codes - set(SENTENCES) == set()
