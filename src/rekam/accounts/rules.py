"""Who may do what: roles and their permissions (pure)."""

from enum import StrEnum


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
    "enrolment.validate": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR}),
    "abis.adjudicate": frozenset({Role.BACK_OFFICE, Role.VERIFIKATOR, Role.ADJUDICATOR}),
    "cards.see": OFFICE | {Role.STOCK_KEEPER},
    "cards.request": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "cards.print": frozenset({Role.BACK_OFFICE}),
    "cards.approve": frozenset({Role.VERIFIKATOR}),
    "cards.hand_over": frozenset({Role.OPERATOR, Role.BACK_OFFICE}),
    "cards.receive_blanks": frozenset({Role.BACK_OFFICE, Role.STOCK_KEEPER}),
    "outreach.see": OFFICE,
    "outreach.plan_visit": frozenset({Role.OPERATOR, Role.BACK_OFFICE, Role.HEAD}),
    "station.pull": frozenset({Role.OPERATOR}),
    "web.desk": frozenset({Role.VERIFIKATOR}),
    "web.home": frozenset(Role),
    "accounts.manage": frozenset({Role.ADMINISTRATOR}),
    "accounts.see_limits": frozenset({Role.HEAD, Role.ADMINISTRATOR, Role.AUDITOR}),
    "accounts.raise_limit": frozenset({Role.HEAD, Role.ADMINISTRATOR}),
    "accounts.own": frozenset(Role),
    "audit.read": frozenset({Role.AUDITOR}),
}


def may(role: Role, permission: str) -> bool:
    """Whether a role has a permission; an unknown permission is a programmer's mistake (KeyError)."""
    return role in PERMISSIONS[permission]
