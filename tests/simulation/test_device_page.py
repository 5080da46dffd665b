"""Choosing whose body lies on the simulated scanners."""

from rekam.simulation import device_page
from rekam.simulation.device_state import Bench, FaultKind
from rekam.simulation.sbi_parts import Kind


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


def test_cloth_flaw_status_fault_and_delay_are_chosen_on_the_page() -> None:
    bench = Bench(lying=None)
    device_page.seat(b"person=7&backdrop=blue&flaw=turned", bench=bench)
    device_page.set_up(b"Iris=Unplugged&fault=short_slap&delay=900", bench=bench)

    lying = bench.lying()
    assert lying is not None
    assert (lying.backdrop, lying.flaw) == ("blue", "turned")
    assert bench.statuses() == {Kind.FINGER: "Ready", Kind.IRIS: "Unplugged", Kind.FACE: "Ready"}
    assert (bench.fault().kind, bench.delay_seconds()) == (FaultKind.SHORT_SLAP, 0.9)
    told = device_page.page(bench).decode()
    assert '<option value="blue" selected>biru</option>' in told
    assert '<option value="short_slap" selected>' in told


def test_what_the_page_does_not_offer_changes_nothing() -> None:
    bench = Bench(lying=None)
    device_page.set_up(b"Iris=Tired&fault=sing&delay=-3&Nose=Busy", bench=bench)

    assert set(bench.statuses().values()) == {"Ready"}
    assert (bench.fault().kind, bench.delay_seconds()) == (FaultKind.NONE, 0)
