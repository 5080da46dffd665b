"""Every rule speaks, within the verdicts that its row in the table names, in two languages."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from rekam.coverage.reconcile import words
from rekam.coverage.reconcile.figures import Finding
from rekam.coverage.reconcile.groups import Group, Known, Official, together
from rekam.coverage.reconcile.measures import KNOWN, SUMS
from rekam.coverage.reconcile.reading import read_table
from rekam.coverage.reconcile.rules import RULES
from tests.coverage.reconcile.statements import HEAD

KNOWN_THINGS = Known(
    series=(
        Official(
            as_of=date(2025, 6, 30),
            area_code="00",
            wajib=Decimal(2_000_000),
            recorded=Decimal(1_900_000),
            percent=Decimal(95),
            source="bulletin",
        ),
    ),
    parts_of=lambda code: 3 if code == "36" else 0,
    code_of=lambda name: "36.72" if name else "",
)
# Statements of which each rule has something to say; one case a line.
CASES = {
    "off": "wajib 1.000; recorded 900; not_recorded 101; recorded_percent 90; not_recorded_percent 11",
    "cards": "wajib 1.000; recorded 903; held 903; not_held 90; held_percent 90,3",
    "minors": "wajib 5.123; recorded 5.001; not_recorded 455; not_recorded_under_17 333",
    "beyond": "wajib 1.001; recorded 1.100; recorded_percent 109,9; population 900",
    "shares": "recorded_percent 90,4; not_recorded_percent 9,8; target_percent 95; target_percent 99",
    "up": "wajib 100.003; recorded 99.999; recorded_percent 100; not_recorded sekitar 10",
    "base": "wajib 4.928; recorded 4.456; held 3.642; held_percent 81,73",
    "odd": "blanks_per_month_low 20.000; blanks_per_month_high 15.000; ktp_digital 4; recorded_percent 100",
    "ladder": "wajib 5.001; recorded 4.001; held 4.003; recorded_percent 80,04; printed 4.000",
    "signs": "wajib 335.411; recorded 331,002; not_recorded sekitar 4.400; recorded_percent hampir 99",
}
MORE = (
    *(
        "n,2025-06-30,00,wajib,2.345.678,",
        "n,2025-07-01,00,recorded_percent,97,",
        "m,2025-07-01,00,recorded_percent,95,",
    ),
    *("p,2025,36,held,3.000,", "p,2025,36.01,held,1.000,", "p,2025,36.02,held,1.000,"),
    *(
        "q,2025,36,held,1.500,",
        "q,2025,36.01,held,1.001,",
        "q,2025,36.02,held,1.000,",
        "q,2025,36.03,held,1.000,",
    ),
    *(
        "r,2025,36,held,2.900,",
        "r,2025,36.01,held,1.000,",
        "r,2025,36.02,held,951,",
        "r,2025,36.03,held,1.000,",
    ),
    *("s,2025,36,held,3,", "s,2025,36.01,held,1,", "s,2025,36.02,held,1,", "s,2025,36.03,held,1,"),
    *("t,2025-02-01,36.73,ikd,511,", "u,2025-02-01,36.73,ikd,522,"),
    *("v,2025,36.74,target_percent,95,2025-12-31", "v,2025,36.74,target_percent,98,2025-12-31"),
    *("t,2025-02-01,36.72,ikd_percent,51,", "u,2025-02-01,36.72,ikd_percent,55,"),
)


def everything_said() -> list[Finding]:
    rows = [
        f'{case},2024-{number:02},36.71,{figure.split()[0]},"{figure.split(maxsplit=1)[1]}",'
        for number, (case, told) in enumerate(CASES.items(), start=1)
        for figure in told.split("; ")
    ]
    figures = [
        replace(one, area="Kota Cilegon") if one.case == "v" else one
        for one in read_table("\n".join([HEAD, *rows, *MORE]))
    ]
    return [
        finding
        for rule in RULES
        for group in together(figures, key=rule.together)
        for finding in rule.check(Group(group, KNOWN_THINGS))
    ]


SAID = everything_said()
OF_ANOTHER_NAME = {
    "parts_missing": "parts_of_area",
    "official_agrees": "official_series",
    "official_count": "official_series",
    "measure_unknown": "count_as_given",
    "more_than_step_before": "more_than_whole",
    "two_targets_undated": "two_targets",
    "target_alone": "percentage_alone",
    "hundred_is_a_target": "percentage_alone",
}
NOT_HERE = {addition.rule for addition in SUMS} - {"wajib_adds_up", "held_adds_up"}


def test_every_rule_has_its_sentence_and_every_sentence_its_rule() -> None:
    assert set(words.SENTENCES) - {one.rule for one in SAID} == NOT_HERE
    assert {one.rule for one in SAID} <= set(words.SENTENCES)


def test_a_rule_gives_the_verdicts_of_its_row() -> None:
    gives = {rule.name: rule.gives for rule in RULES}
    for finding in SAID:
        name = OF_ANOTHER_NAME.get(finding.rule, finding.rule)
        assert finding.verdict is None or finding.verdict in gives[name], finding


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_finding_is_a_sentence(language: str) -> None:
    with override(language):
        for finding in SAID:
            is_a_sentence(words.sentence(finding))


def is_a_sentence(told: str) -> None:
    assert told[0].isupper() or not told[0].isalpha()
    assert told.endswith((".", ")."))
    assert "%(" not in told
    assert "_" not in told.replace("ktp_digital", "")


def test_every_measure_has_its_words() -> None:
    assert set(words.MEASURES) == KNOWN
