"""The bill of materials names each pin, its licence and what it asks for, and nothing else."""

import json
import re

import pytest

from rekam.config.components import bom, pins
from rekam.config.components.command import main, own_version
from rekam.config.components.pins import UNTOLD, Component

TEXT = """# a note
django==5.2.19 \\
    --hash=sha256:{a} \\
    --hash=sha256:{b}
Not.There==1.0 ; sys_platform == "win32" \\
    --hash=sha256:{a}
""".format(a="a" * 64, b="b" * 64)


def test_pins_are_read_with_their_hashes_and_what_is_installed_with_its_licence() -> None:
    other, absent = pins.pinned(TEXT)
    assert (other.name, other.version, other.hashes) == ("django", "5.2.19", ["a" * 64, "b" * 64])
    assert (absent.name, absent.licence, absent.installed) == ("not-there", UNTOLD, False)


def test_a_package_is_named_as_scanners_name_it() -> None:
    font = Component(ecosystem="npm", name="@fontsource/x", version="1.0+a", licence="MIT", spdx=True)
    assert bom.purl(font) == "pkg:npm/%40fontsource/x@1.0%2Ba"


def test_the_bill_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bom"]) == 0
    told = json.loads(capsys.readouterr().out)
    listed = {one["bom-ref"]: one for one in told["components"]}
    pinned = re.findall(r"^([a-z0-9-]+)==([^ \\]+)", pins.pinned_here().read_text(), re.M)

    assert (told["bomFormat"], told["specVersion"], told["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", told["serialNumber"])
    assert told["metadata"]["component"]["version"] == own_version()
    assert {f"pkg:pypi/{name}@{version}" for name, version in pinned} == {r for r in listed if ":pypi/" in r}
    assert len(listed) == len(told["components"])
    assert {"pkg:npm/govuk-frontend", "pkg:npm/zxing-wasm"} <= {ref.rpartition("@")[0] for ref in listed}
    assert all(one["hashes"] for ref, one in listed.items() if ":pypi/" in ref)
    without = [ref for ref, one in listed.items() if one["licenses"] == [{"license": {"name": UNTOLD}}]]
    assert without == []
    refs = {"rekam", *listed}
    assert {one["ref"] for one in told["dependencies"]} == refs
    assert {ref for one in told["dependencies"] for ref in one["dependsOn"]} <= refs
    asked = {one["ref"]: one["dependsOn"] for one in told["dependencies"]}
    django = next(ref for ref in asked if ref.startswith("pkg:pypi/django@"))
    assert [ref.split("@")[0] for ref in asked[django]] == ["pkg:pypi/asgiref", "pkg:pypi/sqlparse"]


def test_the_same_pins_give_the_same_bill() -> None:
    found = pins.components(pins.pinned_here())
    assert bom.bill(found, version="1") == bom.bill(found, version="1") != bom.bill(found[1:], version="1")
