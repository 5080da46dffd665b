"""Choosing whose body lies on the simulated scanners."""

from rekam.simulation import device_page
from rekam.simulation.device_state import Bench


def test_the_same_number_again_is_the_same_person_with_another_impression() -> None:
    bench = Bench(lying=None)
    device_page.seat(b"person=7", bench=bench)
    first = bench.lying()
    device_page.seat(b"person=7", bench=bench)
    second = bench.lying()
    assert first is not None
    assert second is not None
    assert (first.person, first.impression) == (7, 0)
    assert (second.person, second.impression) == (7, 1)
    assert "Tubuh nomor 7" in device_page.page(bench).decode()


def test_what_is_no_number_seats_nobody() -> None:
    bench = Bench(lying=None)
    for told in (b"person=<script>", b"person=-1", b"", b"\xff\xfe", b"person=99999999999999999999"):
        device_page.seat(told, bench=bench)
        assert bench.lying() is None
        assert "Tidak ada siapa-siapa" in device_page.page(bench).decode()
