"""Checks, metrics and alert rules are one table: what one names the others have."""

import re
from datetime import timedelta
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.enrolment.operations.jobs import SILENT_AFTER
from rekam.enrolment.operations.queries import PEOPLE, STAGES
from rekam.enrolment.operations.rules import MOST_TRIES
from rekam.enrolment.rules import Status
from rekam.enrolment.waiting.limits import LIMITS
from rekam.web.watch import alert_rules, metrics, metrics_page
from rekam.web.watch.drawing import draw
from rekam.web.watch.metrics import METRICS, name_of
from rekam.web.watch.rules import BY_NAME, CHECKS, Check, Reading, State, read, state_of, worst
from rekam.web.watch.words import TOLD
from tests.contracts.test_docs import DOCS, anchors

GUIDE = DOCS / "how-to" / "watch-the-server.md"
BESIDES = {where for *_, where in alert_rules.BESIDES}


def test_each_check_has_a_number_words_and_a_place_in_the_how_to() -> None:
    assert {name_of(check.series) for check in CHECKS} <= {metric.name for metric in METRICS}
    assert TOLD.keys() == BY_NAME.keys()
    assert BY_NAME.keys() | BESIDES <= anchors(GUIDE)


def test_alert_rules_name_metrics_that_exist_and_every_bound_of_every_check() -> None:
    text = alert_rules.text()
    named = set(re.findall(r"\brekam_\w+", text))
    assert {name_of(one) for one in named} <= {metric.name for metric in METRICS}
    bounds = sum(bound is not None for check in CHECKS for bound in (check.look, check.act))
    alerts = re.findall(r"- alert: (\w+)", text)
    assert len(alerts) == len(set(alerts)) == bounds + len(alert_rules.BESIDES)
    for page in (metrics_page.text(), text):
        assert all(check.name in page for check in CHECKS)


def test_bounds_are_those_of_the_rooms_that_they_name() -> None:
    for name, status in (("queue_search", Status.SENT_FOR_DEDUP), ("queue_extract", Status.PROCESSING)):
        assert BY_NAME[name].act == LIMITS[status].usual.total_seconds()
    assert BY_NAME["queue_people"].look == LIMITS[Status.ADJUDICATE_RECORD].usual.total_seconds()
    assert (timedelta(minutes=2), 8) == (SILENT_AFTER, MOST_TRIES)  # as "why" says
    stages = {check.series.split('"')[1] for check in CHECKS if "oldest" in check.series}
    assert stages == {*STAGES, PEOPLE}


@pytest.mark.parametrize("one", CHECKS, ids=lambda check: check.name)
def test_a_number_at_its_bound_is_bad_and_before_it_is_not(one: Check) -> None:
    bound = one.act if one.act is not None else one.look
    assert bound is not None
    state = State.ACT if one.act is not None else State.LOOK
    worse, better = (bound - 0.001, bound) if one.below else (bound, bound - 0.001)
    assert state_of(one, worse) is state
    assert state_of(one, better) is not state
    assert state_of(one, 1 if one.below else 0) is State.WELL
    if not one.below:
        assert state_of(one, inf) is state  # what never was is as bad as it gets


@settings(max_examples=20)
@given(st.dictionaries(st.sampled_from([check.series for check in CHECKS]), st.floats(0, 1e9) | st.just(inf)))
def test_the_worst_stands_first_and_is_drawn_inside_its_bar(numbers: dict[str, float]) -> None:
    found = read(numbers)

    assert len(found) == len(numbers)
    assert worst(found) is (found[0].state if found else State.WELL)
    for one in found:
        assert all(float(width) <= 160 for width in re.findall(r'width="([\d.]+)"', draw(one)))


def test_the_text_is_as_prometheus_reads_it() -> None:
    told = metrics.text(
        {
            "rekam_workers": 2,
            "rekam_backup_base_age_seconds": inf,
            'rekam_request_seconds_bucket{door="office",le="0.05"}': 3.0,
            'rekam_disk_free_share{place="data"}': 0.25,
        }
    )
    assert told.splitlines() == [
        "# HELP rekam_workers Workers that said within two minutes that they live.",
        "# TYPE rekam_workers gauge",
        "rekam_workers 2",
        "# HELP rekam_backup_base_age_seconds Age of the last base backup; +Inf: none was made.",
        "# TYPE rekam_backup_base_age_seconds gauge",
        "rekam_backup_base_age_seconds +Inf",
        "# HELP rekam_disk_free_share Free share of the disk of a place, 0 to 1.",
        "# TYPE rekam_disk_free_share gauge",
        'rekam_disk_free_share{place="data"} 0.25',
        "# HELP rekam_request_seconds How long requests took.",
        "# TYPE rekam_request_seconds histogram",
        'rekam_request_seconds_bucket{door="office",le="0.05"} 3',
    ]


def test_a_single_fault_needs_no_bar() -> None:
    dead = BY_NAME["dead_letters"]
    assert draw(Reading(check=dead, number=3, state=State.ACT)) == ""
