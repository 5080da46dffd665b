"""Who may do what: the table as the law and the office read it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.accounts.rules import (
    MOST_DEPUTY_DAYS,
    PERMISSIONS,
    ROLES_AT,
    STAND_INS,
    OfficeLevel,
    Policy,
    Role,
    check_deputy_days,
    check_office,
    check_posting,
    check_stand_in,
    covers,
    may,
    policy_for,
)
from rekam.kernel.errors import RuleBroken

COLUMNS = {
    "op": Role.OPERATOR,
    "ve": Role.VERIFIKATOR,
    "bo": Role.BACK_OFFICE,
    "st": Role.STOCK_KEEPER,
    "ad": Role.ADJUDICATOR,
    "he": Role.HEAD,
    "pr": Role.PROVINCE,
    "lu": Role.LURAH,
    "sc": Role.SCHOOL_HEAD,
    "re": Role.RESIDENT,
    "ba": Role.BANK,
    "au": Role.AUDITOR,
    "am": Role.ADMINISTRATOR,
}
TABLE = """
                                 op ve bo st ad he pr lu sc re ba au am
coverage.see                      x  x  x  .  .  x  x  x  x  .  .  .  .
coverage.see_names                x  x  x  .  .  x  .  x  .  .  .  .  .
registry.see_resident             x  x  x  .  .  x  .  .  .  .  .  .  .
registry.enter                    x  .  x  .  .  .  .  .  .  .  .  .  .
registry.approve                  .  x  .  .  .  .  .  .  .  .  .  .  .
registry.import                   .  .  x  .  .  .  .  .  .  .  .  .  .
registry.approve_import           .  x  .  .  .  x  .  .  .  .  .  .  .
registry.review_duplicates        .  x  x  .  x  .  .  .  .  .  .  .  .
registry.serve_outside_domicile   x  .  .  .  .  .  .  .  .  .  .  .  .
registry.ask_export               .  .  x  .  .  x  .  .  .  .  .  .  .
registry.approve_export           .  x  .  .  .  x  .  .  .  .  .  .  .
registry.own_history              .  .  .  .  .  .  .  .  .  x  .  .  .
enrolment.see                     x  x  x  .  .  x  .  .  .  .  .  .  .
enrolment.operate                 .  x  x  .  .  x  .  .  .  .  .  .  x
enrolment.validate                .  x  x  .  .  .  .  .  .  .  .  .  .
abis.adjudicate                   .  x  x  .  x  .  .  .  .  .  .  .  .
cards.see                         x  x  x  x  .  x  .  .  .  .  .  .  .
cards.request                     x  .  x  .  .  .  .  .  .  .  .  .  .
cards.approve                     .  x  .  .  .  .  .  .  .  .  .  .  .
cards.print                       .  .  x  .  .  .  .  .  .  .  .  .  .
cards.hand_over                   x  .  x  .  .  .  .  .  .  .  .  .  .
cards.receive_blanks              .  .  x  x  .  .  .  .  .  .  .  .  .
applications.enter_complaints     x  .  x  .  .  .  .  x  .  .  .  .  .
applications.see_complaints       .  x  x  .  .  x  x  .  .  .  .  .  .
applications.assign_complaints    .  .  .  .  .  x  x  .  .  .  .  .  .
credentials.hand_out              x  .  x  .  .  .  .  x  .  .  .  .  .
credentials.revoke                x  .  x  .  .  .  .  .  .  .  .  .  .
credentials.see_remotely          .  .  x  .  .  .  .  .  .  .  .  .  .
outreach.see                      x  x  x  .  .  x  .  .  .  .  .  .  .
outreach.plan_visit               x  .  x  .  .  x  .  .  .  .  .  .  .
station.pull                      x  .  .  .  .  .  .  .  .  .  .  .  .
web.desk                          .  x  .  .  .  .  .  .  .  .  .  .  .
web.home                          x  x  x  x  x  x  x  x  x  x  x  x  x
accounts.own                      x  x  x  x  x  x  x  x  x  .  x  x  x
accounts.own_as_resident          .  .  .  .  .  .  .  .  .  x  .  .  .
accounts.give_resident_code       x  .  x  .  .  .  .  .  .  .  .  .  .
accounts.manage                   .  .  .  .  .  .  .  .  .  .  .  .  x
accounts.grant_reset              .  .  .  .  .  x  .  .  .  .  .  .  x
accounts.deputise                 .  .  .  .  .  x  .  .  .  .  .  .  .
verification.see                  .  x  x  .  .  x  .  .  .  .  .  x  .
verification.enter                .  .  x  .  .  x  .  .  .  .  .  .  .
verification.approve              .  .  .  .  .  x  .  .  .  .  .  .  .
verification.decide               .  .  .  .  .  x  .  .  .  .  .  .  .
audit.read                        .  .  .  .  .  .  .  .  .  .  .  x  .
"""
HEAD, *LINES = TABLE.strip("\n").splitlines()
CELLS = [
    (permission, COLUMNS[short], cell == "x")
    for permission, *cells in (line.split() for line in LINES)
    for short, cell in zip(HEAD.split(), cells, strict=True)
]
ENTERS, APPROVES = "registry.enter", "registry.approve"
RECORDING = {"registry.enter", "station.pull", "enrolment.validate", "cards.request", "cards.hand_over"}


def test_the_table() -> None:
    assert [(one, role) for one, role, expected in CELLS if may(role, one) is not expected] == []


def test_the_table_has_every_role() -> None:
    assert {COLUMNS[short] for short in HEAD.split()} == set(Role)


@pytest.mark.parametrize("role", Role)
def test_nobody_both_enters_and_approves(role: Role) -> None:
    assert not (may(role, ENTERS) and may(role, APPROVES))
    assert not (may(role, "cards.request") and may(role, "cards.approve"))
    assert not (may(role, "registry.import") and may(role, "registry.approve_import"))


@pytest.mark.parametrize("absent", STAND_INS)
def test_nobody_enters_and_approves_as_a_deputy_either(absent: Role) -> None:
    for stand_in in STAND_INS[absent]:
        has = [may(stand_in, one, standing_in=[absent]) for one in (ENTERS, APPROVES)]
        assert has != [True, True], (absent, stand_in)


def test_the_province_supervises_and_never_records() -> None:
    assert not [name for name in RECORDING if may(Role.PROVINCE, name)]
    # Which permissions: tests/coverage/province.
    rooms = {name.partition(".")[0] for name in PERMISSIONS if may(Role.PROVINCE, name)}
    assert rooms == {
        "applications",  # complaints that came up to it
        "cards",
        "coverage",
        "devices",
        "outreach",
        "web",
        "accounts",
    }  # which of them: tests/coverage/province


def test_an_administrator_opens_accounts_and_nothing_of_a_resident() -> None:
    has = {name for name in PERMISSIONS if may(Role.ADMINISTRATOR, name)} - {"registry.see_alarms"}
    of_nobody = {"devices.pair", "messages.see", "applications.tell_breach"}
    counts = {"enrolment.operate"}  # its scope holds nobody: it sees queues, and no recording
    assert "web.see_state" in has
    assert {name.partition(".")[0] for name in has - of_nobody - counts} <= {"accounts", "web"}


def test_the_right_to_decide_who_may_do_what_is_not_lent() -> None:
    assert may(Role.VERIFIKATOR, "registry.ask_export", standing_in=[Role.HEAD])
    for kept in ("accounts.deputise", "accounts.grant_reset", "accounts.manage"):
        assert not may(Role.VERIFIKATOR, kept, standing_in=[Role.HEAD, Role.ADMINISTRATOR])


@pytest.mark.parametrize(
    ("level", "area", "fits"),
    [
        (OfficeLevel.KECAMATAN, "36.73.02", True),
        (OfficeLevel.KECAMATAN, "36.73", False),
        (OfficeLevel.KABUPATEN_KOTA, "36.73", True),
        (OfficeLevel.PROVINCE, "36", True),
        (OfficeLevel.SCHOOL, "36.73.02.1008", True),
        (OfficeLevel.CENTRE, "*", True),
        (OfficeLevel.CENTRE, "36", False),
        (OfficeLevel.PROVINCE, "*", False),
    ],
)
def test_an_offices_area_is_of_its_level(level: OfficeLevel, area: str, fits: bool) -> None:
    if fits:
        check_office(level=level, area=area)
        return
    with pytest.raises(RuleBroken, match="office_area_level"):
        check_office(level=level, area=area)


@pytest.mark.parametrize(
    ("role", "level"),
    [
        (Role.HEAD, OfficeLevel.PROVINCE),
        (Role.OPERATOR, OfficeLevel.PROVINCE),
        (Role.PROVINCE, OfficeLevel.KABUPATEN_KOTA),
        (Role.ADMINISTRATOR, OfficeLevel.KELURAHAN),
        (Role.OPERATOR, OfficeLevel.SCHOOL),
        (Role.BANK, OfficeLevel.CENTRE),
    ],
)
def test_some_roles_do_not_exist_at_some_offices(role: Role, level: OfficeLevel) -> None:
    with pytest.raises(RuleBroken, match="role_not_at_office"):
        check_posting(role=role, level=level, office_area="36", areas=["36"])


def test_residents_and_partners_sit_at_no_office() -> None:
    assert {Role.RESIDENT, Role.BANK}.isdisjoint(frozenset().union(*ROLES_AT.values()))


def test_an_officers_areas_lie_inside_the_offices() -> None:
    kota = OfficeLevel.KABUPATEN_KOTA
    check_posting(role=Role.OPERATOR, level=kota, office_area="36.73", areas=["36.73.02", "36.73.01"])
    with pytest.raises(RuleBroken, match="area_outside_office"):
        check_posting(role=Role.OPERATOR, level=kota, office_area="36.73", areas=["36.73", "36.72"])


@given(st.lists(st.integers(10, 99), min_size=1, max_size=3), st.integers(0, 9))
def test_a_prefix_of_digits_is_no_area_around(parts: list[int], digit: int) -> None:
    area = ".".join(str(part) for part in parts)
    assert covers(area, area)
    assert covers(area, f"{area}.01")
    assert not covers(area, f"{area}{digit}")
    assert covers("*", area)


@pytest.mark.parametrize("stand_in", [Role.OPERATOR, Role.BACK_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_enters_never_stands_in_for_a_verifikator(stand_in: Role) -> None:
    with pytest.raises(RuleBroken, match="deputy_forbidden"):
        check_stand_in(absent=Role.VERIFIKATOR, absent_areas=["36.73"], stand_in=stand_in, areas=["36.73"])


def test_a_verifikator_of_another_office_may_a_head_elsewhere_may_not() -> None:
    other = {"absent": Role.VERIFIKATOR, "absent_areas": ["36.73.02"]}
    check_stand_in(**other, stand_in=Role.VERIFIKATOR, areas=["36.73.01"])  # type: ignore[arg-type]
    with pytest.raises(RuleBroken, match="deputy_out_of_area"):
        check_stand_in(**other, stand_in=Role.HEAD, areas=["36.72"])  # type: ignore[arg-type]


TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("start", "days", "fits"), [(0, 0, True), (-3, 5, True), (1, -1, False), (-9, 3, False)]
)
def test_a_deputys_days(start: int, days: int, fits: bool) -> None:
    from_day = TODAY + timedelta(days=start)
    until = from_day + timedelta(days=days)
    if fits:
        check_deputy_days(from_day=from_day, until_day=until, today=TODAY)
        return
    with pytest.raises(RuleBroken, match="deputy_days"):
        check_deputy_days(from_day=from_day, until_day=until, today=TODAY)


def test_a_deputy_is_for_three_months_at_most() -> None:
    last = TODAY + timedelta(days=MOST_DEPUTY_DAYS - 1)
    check_deputy_days(from_day=TODAY, until_day=last, today=TODAY)
    with pytest.raises(RuleBroken, match="deputy_days"):
        check_deputy_days(from_day=TODAY, until_day=last + timedelta(days=1), today=TODAY)


def test_a_second_factor_is_required_of_the_listed_and_offered_to_the_rest() -> None:
    listed = [Role.HEAD]
    assert policy_for(Role.HEAD, policy=Policy.REQUIRED, required_of=listed) == Policy.REQUIRED
    assert policy_for(Role.OPERATOR, policy=Policy.REQUIRED, required_of=listed) == Policy.OFFERED
    assert policy_for(Role.HEAD, policy=Policy.OFF, required_of=listed) == Policy.OFF
