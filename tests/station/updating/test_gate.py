import threading
from pathlib import Path

import pytest

from rekam.kernel.errors import RuleBroken
from rekam.station.updating.gate import RUNNING, STAGING, Gate, alone


def nothing() -> None:
    """Neither a switch nor a check."""


def test_no_switch_while_somebody_is_inside_and_nobody_comes_in_after_it() -> None:
    gate, switched = Gate(), []

    with gate.passing(), pytest.raises(RuleBroken, match="update_capture_running"):
        gate.shut_for(lambda: switched.append(1), check=nothing)
    gate.shut_for(lambda: switched.append(2), check=nothing)
    with pytest.raises(RuleBroken, match="update_restarting"), gate.passing():
        pass

    assert switched == [2]


def test_a_refused_switch_leaves_the_gate_open() -> None:
    gate = Gate()

    def refuse() -> None:
        raise RuleBroken("update_capture_open")

    with pytest.raises(RuleBroken, match="update_capture_open"):
        gate.shut_for(nothing, check=refuse)
    with gate.passing():
        pass


def test_whoever_comes_during_the_switch_waits_and_is_refused() -> None:
    gate, at_switch, refused = Gate(), threading.Event(), []

    def record() -> None:
        at_switch.wait(5)
        try:
            with gate.passing():
                refused.append("recorded")
        except RuleBroken as broken:
            refused.append(broken.code)

    recording = threading.Thread(target=record)
    recording.start()
    gate.shut_for(at_switch.set, check=nothing)
    recording.join(5)

    assert refused == ["update_restarting"]


def test_two_stations_of_one_program_do_not_run_together(tmp_path: Path) -> None:
    with alone(tmp_path):
        for lock, code in ((RUNNING, "station_runs_already"), (STAGING, "")):
            if code:
                with pytest.raises(RuleBroken, match=code), alone(tmp_path, lock=lock):
                    pass
            else:
                with alone(tmp_path, lock=lock):  # unpacking goes on beside a running station
                    pass
    with alone(tmp_path):
        pass
