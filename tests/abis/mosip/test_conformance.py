"""The cases of MOSIP's compliance toolkit that a message alone decides, and the table of all of them."""

import re
from pathlib import Path

import pytest

from rekam.abis.mosip.rules import Failed, read
from tests.abis.mosip.test_rules import IDENTIFY, INSERT

HERE = Path(__file__).resolve()
PAGE = HERE.parents[3] / "docs" / "reference" / "mosip-abis.md"
# case -> what is changed in an insert or an identify (None: taken away), and the reason that is expected
WRONG: dict[str, tuple[dict[str, str], str, str | None, str]] = {
    "ABIS3002": (INSERT, "newUnknownValue", "x", "4"),
    "ABIS3003": (INSERT, "referenceId", None, "5"),
    "ABIS3004": (INSERT, "requestId", None, "6"),
    "ABIS3007": (INSERT, "referenceURL", None, "8"),
    "ABIS3008": (INSERT, "requesttime", None, "9"),
    "ABIS3011": (INSERT, "version", "abc", "13"),
    "ABIS3012": (INSERT, "id", "mosip.abis.other", "14"),
    "ABIS3013": (INSERT, "requesttime", "2020/03/29 07:01", "15"),
    "ABIS3019": (IDENTIFY, "newUnknownValue", "x", "4"),
    "ABIS3020": (IDENTIFY, "referenceId", None, "5"),
    "ABIS3021": (IDENTIFY, "requestId", None, "6"),
    "ABIS3022": (IDENTIFY, "requesttime", None, "9"),
    "ABIS3023": (IDENTIFY, "version", "abc", "13"),
    "ABIS3024": (IDENTIFY, "id", "mosip.abis.other", "14"),
    "ABIS3025": (IDENTIFY, "requesttime", "2020/03/29 07:01", "15"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_message_that_is_wrong_gets_the_reason_of_its_case(case: str) -> None:
    start, name, value, expected = WRONG[case]
    message: dict[str, object] = {key: old for key, old in start.items() if key != name}
    if value is not None:
        message[name] = value

    with pytest.raises(Failed) as refused:
        read(message)
    assert refused.value.failure == expected


def test_the_page_names_a_test_that_is_there_for_every_case() -> None:
    rows = re.findall(r"^\| (ABIS3.*?) \| .* \| (`test_.*`) \|$", PAGE.read_text(), re.MULTILINE)
    cases = [case for named, _ in rows for case in named.split(", ")]
    written = "".join(path.read_text() for path in HERE.parent.glob("test_*.py"))

    assert sorted(cases) == [f"ABIS{number}" for number in range(3000, 3032)]
    for _, tests in rows:
        for test in re.findall(r"`(\w+)`", tests):
            assert f"def {test}(" in written
