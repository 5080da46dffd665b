"""The invented kits have histories that the rules allow, and three sets of six dead."""

from datetime import date

from rekam.devices.kits.rules import NEEDED, Act, State, folded
from rekam.simulation.kits import make_kits

TODAY = date(2026, 11, 24)


def test_three_of_six_kecamatan_have_a_dead_set_and_every_history_holds() -> None:
    made = make_kits(seed=1, today=TODAY)
    dead = set()
    for kit in made:
        for part in kit.parts:
            days = [act.on for act in part.history]
            assert days == sorted(days)
            assert all(day <= TODAY for day in days)
            state = folded([Act.REGISTERED, *(act.act for act in part.history)])
            if part.kind in NEEDED and state is not State.READY:
                dead.add(kit.area_code)

    assert dead == {"36.73.01", "36.73.04", "36.73.06"}
    assert len({part.serial for kit in made for part in kit.parts}) == 42
    assert make_kits(seed=1, today=TODAY) == made
