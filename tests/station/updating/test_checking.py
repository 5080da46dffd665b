from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rekam.devices.updates.bundle import decode_manifest
from rekam.devices.updates.making import base_of
from rekam.devices.updates.reading import read_head
from rekam.kernel.errors import RuleBroken
from rekam.station.updating import checking
from rekam.station.updating.checking import Here, check_fits, check_power
from rekam.station.updating.slots import Slots
from tests.devices.updates.scene import NOW, Press

SLOTS = Slots(current=4, before=3, highest=5, failed=(6,))


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(folder=tmp_path_factory.mktemp("press"))


def here(press: Press) -> Here:
    return Here(
        platform="test-x",
        python="3.0",
        base=base_of(press.folder / "pins.txt"),
        free=10**12,
        outbox=0,
        stores={"outbox": (3, 3), "visit": (3, 3)},
    )


@pytest.mark.parametrize(
    ("changed", "of_here", "code"),
    [
        ({"number": 6}, {}, "update_failed_here"),
        ({"number": 5}, {}, "update_older"),
        ({"least": 5}, {}, "update_gap"),
        ({"expires": NOW}, {}, "update_expired"),
        ({}, {"platform": "linux-armv7l"}, "update_other_platform"),
        ({}, {"python": "3.9"}, "update_other_python"),
        ({}, {"base": bytes(32)}, "update_other_base"),
        ({"stores": {"outbox": (4, 4), "visit": (3, 3)}}, {}, "update_store_step"),
        ({"stores": {"outbox": (4, 3)}}, {}, "update_store_step"),
        ({}, {"free": 10**6}, "update_no_room"),
    ],
)
def test_each_reason_not_to_install_has_its_code(
    press: Press, changed: dict[str, object], of_here: dict[str, object], code: str
) -> None:
    manifest = decode_manifest(read_head(press.bundle(7))[0].manifest)
    laptop = here(press)
    check_fits(manifest, slots=SLOTS, here=laptop, at=NOW)

    with pytest.raises(RuleBroken) as refused:
        check_fits(
            replace(manifest, **changed),  # type: ignore[arg-type]
            slots=SLOTS,
            here=replace(laptop, **of_here),  # type: ignore[arg-type]
            at=NOW,
        )

    assert refused.value.code == code


def test_an_expired_bundle_is_refused_to_the_second(press: Press) -> None:
    manifest = decode_manifest(read_head(press.bundle(7))[0].manifest)
    laptop = here(press)

    check_fits(manifest, slots=SLOTS, here=laptop, at=manifest.expires - timedelta(seconds=1))
    with pytest.raises(RuleBroken, match="update_expired"):
        check_fits(manifest, slots=SLOTS, here=laptop, at=manifest.expires)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, ""),
        ({"type": "Mains", "online": "1"}, ""),
        ({"type": "Battery", "status": "Charging", "capacity": "5"}, ""),
        ({"type": "Battery", "status": "Discharging", "capacity": "30"}, ""),
        ({"type": "Battery", "status": "Discharging", "capacity": "29"}, "update_power_low"),
        ({"type": "Battery", "status": "Discharging"}, "update_power_unknown"),
    ],
)
def test_a_battery_that_empties_must_have_enough(tmp_path: Path, told: dict[str, str], code: str) -> None:
    for name, content in told.items():
        (tmp_path / "BAT0").mkdir(exist_ok=True)
        (tmp_path / "BAT0" / name).write_text(content + "\n")
    if not code:
        check_power(tmp_path)
        return

    with pytest.raises(RuleBroken, match=code):
        check_power(tmp_path)


def test_the_code_in_use_knows_its_stores() -> None:
    assert all(least <= version for version, least in checking.STORES.values())
