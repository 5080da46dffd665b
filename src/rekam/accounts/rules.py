"""Who may do what: roles, their permissions, where they sit, who stands in for whom (pure)."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from enum import StrEnum

from rekam.kernel.errors import RuleBroken


class Kind(StrEnum):
    """The three principals; they never share a session."""

    OFFICER = "officer"
    RESIDENT = "resident"
    PARTNER = "partner"


class Role(StrEnum):
    """What an account is in its office.

    Operator and verifikator are kept apart by law.
    Source: Permendagri 95/2019 Pasal 44, 46, 47. In force from 2019-12-03.
    """

    OPERATOR = "operator"
    VERIFIKATOR = "verifikator"
    BACK_OFFICE = "back_office"
    STOCK_KEEPER = "stock_keeper"
    ADJUDICATOR = "adjudicator"
    HEAD = "head"
    PROVINCE = "province"
    LURAH = "lurah"
    SCHOOL_HEAD = "school_head"
    RESIDENT = "resident"
    BANK = "bank"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


OFFICE = frozenset({Role.OPERATOR, Role.VERIFIKATOR, Role.BACK_OFFICE, Role.HEAD})

# One line a permission; views name it with @allow, pages hide what is not allowed.
PERMISSIONS: dict[str, frozenset[Role]] = {
    "coverage.see": OFFICE | {Role.PROVINCE, Role.LURAH, Role.SCHOOL_HEAD},
    "coverage.see_names": OFFICE | {Role.LURAH},
    "coverage.reconcile": OFFICE | {Role.PROVINCE},
    "coverage.set_targets": frozenset({Role.HEAD, Role.PROVINCE}),
    "coverage.set_polling_days": frozenset({Role.HEAD, Role.PROVINCE}),
    "coverage.see_quality": OFFICE | {Role.PROVINCE},
    "coverage.note_reason": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.LURAH}),
    "coverage.see_follow_ups": frozenset({Role.PROVINCE, Role.HEAD, Role.BACK_OFFICE, Role.VERIFIKATOR}),
    "coverage.write_follow_up": frozenset({Role.PROVINCE}),
    "coverage.answer_follow_up": frozenset({Role.HEAD, Role.BACK_OFFICE}),
    "coverage.set_traits": frozenset({Role.PROVINCE}),
    "coverage.keep_ikd": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "coverage.see_indicators": OFFICE | {Role.PROVINCE},
    "coverage.keep_indicators": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "coverage.see_open_data": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.HEAD}),
    "coverage.ask_open_data": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "coverage.approve_open_data": frozenset({Role.VERIFIKATOR, Role.HEAD}),
    "coverage.explore": OFFICE | {Role.PROVINCE},
    "registry.see_resident": OFFICE,
    "registry.enter": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "registry.approve": frozenset({Role.VERIFIKATOR}),
    "registry.see_imports": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.HEAD}),
    "registry.import": frozenset({Role.BACK_OFFICE}),
    "registry.approve_import": frozenset({Role.VERIFIKATOR, Role.HEAD}),
    "registry.review_duplicates": frozenset({Role.VERIFIKATOR, Role.BACK_OFFICE, Role.ADJUDICATOR}),
    "registry.serve_outside_domicile": frozenset({Role.OPERATOR}),
    "registry.ask_export": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "registry.approve_export": frozenset({Role.VERIFIKATOR, Role.HEAD}),
    "registry.see_exports": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.HEAD, Role.AUDITOR}),
    "registry.see_alarms": frozenset({Role.HEAD, Role.AUDITOR, Role.ADMINISTRATOR}),
    "registry.own_history": frozenset({Role.RESIDENT}),
    "enrolment.see": OFFICE,
    "enrolment.withdraw_consent": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "enrolment.supervise": frozenset({Role.VERIFIKATOR, Role.HEAD}),
    "enrolment.operate": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.HEAD, Role.ADMINISTRATOR}),
    "enrolment.validate": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR}),
    "enrolment.decide": frozenset({Role.VERIFIKATOR, Role.HEAD}),
    "abis.adjudicate": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.ADJUDICATOR}),
    "cards.see": OFFICE | {Role.STOCK_KEEPER},
    "cards.request": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "cards.print": frozenset({Role.BACK_OFFICE}),
    "cards.keep_printers": frozenset({Role.BACK_OFFICE}),
    "cards.approve": frozenset({Role.VERIFIKATOR}),
    "cards.hand_over": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "cards.issue_suket": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "cards.withdraw_suket": frozenset({Role.VERIFIKATOR, Role.BACK_OFFICE}),
    "cards.allocate": frozenset({Role.BACK_OFFICE, Role.STOCK_KEEPER, Role.HEAD}),
    "cards.approve_allocation": frozenset({Role.VERIFIKATOR, Role.HEAD}),
    "cards.see_loans": frozenset({Role.PROVINCE, Role.HEAD, Role.BACK_OFFICE, Role.STOCK_KEEPER}),
    "cards.propose_loan": frozenset({Role.PROVINCE}),
    "cards.answer_loan": frozenset({Role.HEAD}),
    "cards.receive_blanks": frozenset({Role.BACK_OFFICE, Role.STOCK_KEEPER}),
    "cards.second_blanks": OFFICE | {Role.STOCK_KEEPER},
    "cards.see_blank_alarms": frozenset({Role.HEAD, Role.STOCK_KEEPER}),
    "credentials.ask_to_show": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.VERIFIKATOR}),
    "applications.see": OFFICE,
    "applications.file": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "applications.assist": frozenset({Role.LURAH}),
    "applications.check": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "applications.approve": frozenset({Role.VERIFIKATOR}),
    "applications.enter_complaints": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.LURAH}),
    "applications.see_complaints": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.HEAD, Role.PROVINCE}),
    "applications.assign_complaints": frozenset({Role.HEAD, Role.PROVINCE}),
    "applications.see_notices": OFFICE,
    "applications.print_notices": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "applications.tell_breach": frozenset({Role.HEAD, Role.ADMINISTRATOR}),
    "bookings.see": OFFICE,
    "bookings.serve": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "bookings.keep": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "credentials.hand_out": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.LURAH}),
    "credentials.revoke": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "credentials.see_remotely": frozenset({Role.BACK_OFFICE}),
    "outreach.see": OFFICE,
    "outreach.plan_visit": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.HEAD}),
    "outreach.report": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.HEAD}),
    "outreach.see_plan": OFFICE,
    "outreach.see_office_plans": frozenset({Role.PROVINCE}),
    "outreach.make_plan": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "outreach.see_sites": OFFICE | {Role.LURAH},
    "outreach.keep_sites": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "outreach.see_lists": frozenset({Role.BACK_OFFICE}),
    "outreach.see_own_school": frozenset({Role.SCHOOL_HEAD}),
    "outreach.ask_home_visit": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.LURAH}),
    "outreach.plan_home_visits": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "outreach.see_calls": OFFICE | {Role.LURAH},
    "outreach.make_calls": frozenset({Role.BACK_OFFICE, Role.HEAD, Role.LURAH}),
    "outreach.answer_own_calls": frozenset({Role.SCHOOL_HEAD}),
    "outreach.draw_calls": frozenset({Role.BACK_OFFICE, Role.HEAD}),
    "outreach.key_in_calls": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.LURAH}),
    "outreach.decide_call_cases": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "outreach.decide_figures": frozenset({Role.VERIFIKATOR, Role.HEAD}),
    "verification.see": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.HEAD, Role.AUDITOR}),
    "verification.enter": frozenset({Role.BACK_OFFICE, Role.HEAD}),  # at the centre heads only, two of them
    "verification.approve": frozenset({Role.HEAD}),
    "verification.decide": frozenset({Role.HEAD}),
    "messages.see": frozenset({Role.BACK_OFFICE, Role.HEAD, Role.ADMINISTRATOR}),
    "devices.pair": frozenset({Role.ADMINISTRATOR}),
    "devices.see_kits": OFFICE | {Role.PROVINCE},
    "devices.report_fault": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "devices.keep_kits": frozenset({Role.BACK_OFFICE}),
    "devices.see_outages": OFFICE | {Role.PROVINCE},
    "devices.keep_outages": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "station.pull": frozenset({Role.OPERATOR}),
    "web.desk": frozenset({Role.VERIFIKATOR}),
    "web.home": frozenset(Role),
    "web.see_state": frozenset({Role.HEAD, Role.ADMINISTRATOR}),
    "accounts.manage": frozenset({Role.ADMINISTRATOR}),
    "accounts.see_limits": frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR}),
    "accounts.raise_limit": frozenset({Role.HEAD, Role.ADMINISTRATOR}),
    "accounts.grant_reset": frozenset({Role.ADMINISTRATOR, Role.HEAD}),
    "accounts.deputise": frozenset({Role.HEAD}),
    "accounts.own": frozenset(Role) - {Role.RESIDENT},
    "accounts.own_as_resident": frozenset({Role.RESIDENT}),
    "accounts.give_resident_code": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "audit.read": frozenset({Role.AUDITOR}),
}


# What nobody does for somebody else: who may do what is decided by who answers for it.
NOT_LENT = frozenset({"accounts.manage", "accounts.grant_reset", "accounts.deputise"})


def may(role: Role, permission: str, *, standing_in: Collection[Role] = ()) -> bool:
    """Whether a role has a permission, of its own or as a deputy for those roles.

    An unknown permission is a programmer's mistake (KeyError).
    """
    lent = () if permission in NOT_LENT else standing_in
    return not PERMISSIONS[permission].isdisjoint({role, *lent})


class OfficeLevel(StrEnum):
    """What an office is of; kelurahan and schools look and call up, and record nobody."""

    KECAMATAN = "kecamatan"
    KABUPATEN_KOTA = "kabupaten_kota"
    PROVINCE = "province"
    CENTRE = "centre"
    KELURAHAN = "kelurahan"
    SCHOOL = "school"


CENTRE_AREA = "*"
# How many parts the office's area code has; the centre's is the whole country.
AREA_PARTS = {
    OfficeLevel.PROVINCE: 1,
    OfficeLevel.KABUPATEN_KOTA: 2,
    OfficeLevel.KECAMATAN: 3,
    OfficeLevel.KELURAHAN: 4,
    OfficeLevel.SCHOOL: 4,
}
COUNTER = frozenset({Role.OPERATOR, Role.VERIFIKATOR, Role.BACK_OFFICE, Role.STOCK_KEEPER})
ABOVE_IT = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
ROLES_AT: dict[OfficeLevel, frozenset[Role]] = {
    OfficeLevel.KECAMATAN: COUNTER,
    OfficeLevel.KABUPATEN_KOTA: COUNTER | ABOVE_IT | {Role.ADJUDICATOR, Role.HEAD},
    OfficeLevel.PROVINCE: ABOVE_IT | {Role.PROVINCE},
    OfficeLevel.CENTRE: ABOVE_IT | {Role.ADJUDICATOR, Role.STOCK_KEEPER, Role.HEAD},
    OfficeLevel.KELURAHAN: frozenset({Role.LURAH}),
    OfficeLevel.SCHOOL: frozenset({Role.SCHOOL_HEAD}),
}
# Roles whose sessions see no resident's row, whatever page they open.
SEE_NO_RESIDENT = frozenset({Role.ADMINISTRATOR})


def clean_employee_number(text: str) -> str:
    """A NIP or another employee number as it is compared: its letters, large, and its digits."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def covers(outer: str, inner: str) -> bool:
    """Whether an area code holds another one; "*" holds all, and "36.7" does not hold "36.73"."""
    return outer == CENTRE_AREA or f"{inner}.".startswith(f"{outer}.")


def check_office(*, level: OfficeLevel, area: str) -> None:
    """Raises RuleBroken("office_area_level") unless the area is of the office's level."""
    parts = 0 if area == CENTRE_AREA else area.count(".") + 1
    if parts != AREA_PARTS.get(level, 0):
        raise RuleBroken("office_area_level", level=level, area=area)


def check_posting(*, role: Role, level: OfficeLevel, office_area: str, areas: Iterable[str]) -> None:
    """Whether a role exists at such an office, and its areas lie inside the office's.

    A province supervises and records nobody; a kelurahan and a school have their head only.
    Raises RuleBroken("role_not_at_office" | "area_outside_office").
    """
    if role not in ROLES_AT[level]:
        raise RuleBroken("role_not_at_office", role=role, level=level)
    if not all(covers(office_area, area) for area in areas):
        raise RuleBroken("area_outside_office", area=office_area)


MOST_DEPUTY_DAYS = 92
# Who may stand in for whom. Those who enter and those who approve are kept apart here too.
STAND_INS: dict[Role, frozenset[Role]] = {
    Role.OPERATOR: frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    Role.BACK_OFFICE: frozenset({Role.BACK_OFFICE, Role.OPERATOR}),
    Role.VERIFIKATOR: frozenset({Role.VERIFIKATOR, Role.HEAD}),
    Role.HEAD: frozenset({Role.VERIFIKATOR, Role.HEAD}),
    Role.ADJUDICATOR: frozenset({Role.ADJUDICATOR, Role.VERIFIKATOR}),
    Role.STOCK_KEEPER: frozenset({Role.STOCK_KEEPER, Role.BACK_OFFICE}),
}


def check_stand_in(
    *, absent: Role, absent_areas: Iterable[str], stand_in: Role, areas: Collection[str]
) -> None:
    """Whether one officer may do another's work for a while.

    An operator never stands in for a verifikator: who enters does not approve. Somebody of another role
    gets the work only for areas that are already theirs, so that no role of theirs grows with it.
    Raises RuleBroken("deputy_forbidden" | "deputy_out_of_area").
    Source: Permendagri 95/2019 Pasal 46, 47. In force from 2019-12-03.
    """
    if stand_in not in STAND_INS.get(absent, frozenset()):
        raise RuleBroken("deputy_forbidden", absent=absent, stand_in=stand_in)
    inside = all(any(covers(mine, area) for mine in areas) for area in absent_areas)
    if stand_in != absent and not inside:
        raise RuleBroken("deputy_out_of_area")


def check_deputy_days(*, from_day: date, until_day: date, today: date) -> None:
    """A deputy is for days to come, at most 92 of them; a longer absence is a change of role.

    Raises RuleBroken("deputy_days").
    """
    span = until_day - from_day
    if until_day < today or not timedelta(0) <= span < timedelta(days=MOST_DEPUTY_DAYS):
        raise RuleBroken("deputy_days", most=MOST_DEPUTY_DAYS)


class Policy(StrEnum):
    """Whether a second factor is asked for: nobody's, whose owner made one, or of the listed roles."""

    OFF = "off"
    OFFERED = "offered"
    REQUIRED = "required"


# Those who decide, who see the audit, and who open accounts.
ASKED_BY_DEFAULT = (Role.VERIFIKATOR, Role.HEAD, Role.ADJUDICATOR, Role.AUDITOR, Role.ADMINISTRATOR)


def policy_for(role: Role, *, policy: Policy, required_of: Collection[Role]) -> Policy:
    """What the installation's policy means for one role; who is not listed is offered a second factor."""
    if policy == Policy.REQUIRED and role not in required_of:
        return Policy.OFFERED
    return policy
