"""Practice stands on every page, lays the right body on the scanners, and ticks its lessons off itself."""

from collections.abc import Callable

from django.test import Client
from tests.station.pages.check_pages import capture_all
from tests.station.pages.conftest import PASSPHRASE, Scanner
from tests.station.practice.conftest import Plugged

from rekam.kernel.errors import RuleBroken
from rekam.station.practice.bodies import OFFICER_SEED

MARK = '<strong class="p-strip__tag">LATIHAN</strong>'


def said(client: Client, place: str) -> str:
    return client.get(place).content.decode()


def done(client: Client) -> int:
    """How many exercises are ticked."""
    return said(client, "/latihan").count("selesai</span>")


def check_the_word_and_the_way_in_stand_on_the_door(client: Client) -> None:
    page = said(client, "/masuk")

    assert MARK in page
    assert "latihan saja" in page


def check_a_whole_person_the_outbox_and_the_day_tick_themselves_under_the_word(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner
) -> None:
    place = begin(1)
    assert done(unlocked) == 0
    finish(unlocked, place)
    assert done(unlocked) == 1

    unlocked.post("/kotak-keluar", {"act": "send"})
    for page in ("/", "/tanpa-daftar", "/petugas", "/kotak-keluar", "/akhir-hari", "/latihan", "/nowhere"):
        assert MARK in said(unlocked, page), page
    assert MARK in said(unlocked, begin(2) + "/jari-kanan")
    assert MARK in said(unlocked, place + "/tanda-terima")
    assert done(unlocked) == 3


def check_each_person_lies_on_the_scanners_with_a_body_of_their_own(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, device: Plugged
) -> None:
    unlocked.post(begin(2) + "/wajah", {"act": "capture"})

    ((what, told),) = device.told
    assert (what, told["seed"], told["missing"]) == ("person", 1002, ("left_little",))


def check_the_officers_own_finger_is_laid_once_and_its_refusal_noted(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, device: Plugged
) -> None:
    place = begin(1)
    unlocked.post("/latihan", {"act": "officer"})
    scanner.fault = RuleBroken("operators_own_body", position="right_index")
    unlocked.post(place + "/wajah", {"act": "capture"})
    scanner.fault = None
    unlocked.post(place + "/wajah", {"act": "capture"})

    assert [told["seed"] for _, told in device.told] == [OFFICER_SEED, 1001]
    assert done(unlocked) == 1


def check_scanners_that_died_are_plugged_in_from_any_page(
    unlocked: Client, begin: Callable[[int], str], scanner: Scanner, device: Plugged
) -> None:
    place = begin(1)
    unlocked.post("/latihan", {"act": "die"})
    assert device.told[-1] == ("fault", {"kind": "die_mid_capture", "times": 1})
    device.away, scanner.fault = True, RuleBroken("device_died")
    unlocked.post(place + "/wajah", {"act": "capture"})
    assert "Pasang lagi alatnya" in said(unlocked, place + "/wajah")

    unlocked.post("/latihan", {"act": "plug"})
    scanner.fault = None
    unlocked.post(place + "/wajah", {"act": "capture"})

    assert "Pasang lagi alatnya" not in said(unlocked, place + "/wajah")
    assert done(unlocked) == 1


def finish(client: Client, place: str) -> None:
    capture_all(client, place)
    client.post(f"{place}/ringkasan", {"passphrase": PASSPHRASE})
