"""An operator reads a sentence, never only a code, whatever the scanner answers."""

import re
from pathlib import Path

from rekam.devices.adapters import sbi
from rekam.station.wording import SENTENCES, told_code

CODE = re.compile(r'RuleBroken\(\s*"(device_\w+)"|\d+: "(device_\w+)"')


def test_each_code_that_a_scanner_can_cause_has_its_own_sentence() -> None:
    sources = Path(sbi.__file__).parent.glob("*.py")
    codes = {one or other for path in sources for one, other in CODE.findall(path.read_text())}
    assert len(codes) > 15
    assert codes - set(SENTENCES) == set()


def test_a_packet_refused_for_whatever_reason_is_said_to_be_safe() -> None:
    assert "tersimpan di laptop" in told_code("packet_malformed").safe
    assert told_code("packet_malformed").code == "packet_malformed"
