"""What an administrator does with officers' accounts; each is audited. Enter through services."""

from datetime import UTC, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from rekam.accounts import lockout
from rekam.accounts.models import Account, Deputy, Office
from rekam.accounts.offices import office_of, open_office
from rekam.accounts.passwords import change_password, made_up_password
from rekam.accounts.people import number_account
from rekam.accounts.rules import CENTRE_AREA, Kind, OfficeLevel, Role, check_posting, covers
from rekam.accounts.sessions import end_all_sessions
from rekam.audit.services import record
from rekam.kernel.errors import RuleBroken


@transaction.atomic
def open_account(
    *,
    username: str,
    display_name: str,
    role: Role,
    areas: list[str],
    office: str = "",
    kind: Kind = Kind.OFFICER,
    employee_number: str = "",
    password: str | None = None,
    zone: str = "WIB",
    actor: str,
    at: datetime,
) -> Account:
    """Open an account, or bring an existing one of that name to these values; the audit says who did.

    employee_number   empty leaves what is known
    office   a name; an office of that name is opened in the area where none is known
    Without a password nobody can sign in to it by password.
    Raises RuleBroken("employee_number_taken").
    """
    account = Account.objects.filter(username=username).first() or Account(username=username)
    account.display_name, account.role, account.kind = display_name, role, kind
    account.areas, account.zone = areas, zone
    number_account(account, employee_number or account.employee_number)
    account.post = office_of(name=office, role=role, areas=areas, zone=zone, actor=actor, at=at)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
        account.password_changed_at = at
    account.save()
    record("accounts.opened", actor=actor, at=at, subjects=[username], role=role, areas=",".join(areas))
    return account


@transaction.atomic
def open_officer(
    *,
    username: str,
    display_name: str,
    employee_number: str = "",
    role: Role,
    post: Office,
    areas: list[str],
    by: Account,
    at: datetime,
) -> tuple[Account, str]:
    """Open an officer's account at an office, with a temporary password to be told on paper.

    employee_number   NIP, or another number that is one person's; empty = none
    Raises RuleBroken("username_taken" | "employee_number_taken" | "role_not_at_office" |
    "area_outside_office" | "not_found").
    """
    check_area_of(by, area=post.area)
    if Account.objects.filter(username__iexact=username).exists():
        raise RuleBroken("username_taken")
    account = Account(username=username, display_name=display_name, kind=Kind.OFFICER)
    number_account(account, employee_number)
    _post(account, role=role, post=post, areas=areas)
    account.set_unusable_password()
    account.save()
    record("accounts.opened", actor=by.username, at=at, subjects=[username], role=role, areas=",".join(areas))
    return account, _tell_password(account, by=by, at=at)


@transaction.atomic
def found_office(by: Account, *, name: str, level: OfficeLevel, area: str, zone: str, at: datetime) -> Office:
    """An administrator without a post names the office that they sit at from now on.

    The first one of an installation in the area that the server runs for, a later one in their own.
    Raises RuleBroken("office_area_level" | "role_not_at_office" | "office_beyond" | "not_found": they sit
    already).
    """
    if by.post is not None:
        raise RuleBroken("not_found")
    inside = by.areas if Office.objects.exists() else [settings.REKAM_OFFICE_AREA]
    if not any(covers(mine, area) for mine in inside):
        raise RuleBroken("office_beyond", area=", ".join(inside))
    office = open_office(name=name, level=level, area=area, zone=zone, actor=by.username, at=at)
    _post(by, role=Role(by.role), post=office, areas=[])
    by.save(update_fields=["role", "post", "areas", "zone"])
    record("accounts.posted", actor=by.username, at=at, subjects=[str(by.uuid)], office=str(office.uuid))
    return office


@transaction.atomic
def post_officer(
    account: Account,
    *,
    role: Role,
    post: Office,
    areas: list[str],
    employee_number: str,
    by: Account,
    at: datetime,
) -> None:
    """Give an officer another role, office, areas or employee number; what was given for the old ones ends:
    open sessions, and deputies on either side.

    Raises RuleBroken("own_account" | "not_found" | "role_not_at_office" | "area_outside_office" |
    "employee_number_taken").
    """
    check_may_manage(by, account=account)
    check_area_of(by, area=post.area)
    _post(account, role=role, post=post, areas=areas)
    number_account(account, employee_number)
    account.save(update_fields=["role", "post", "areas", "zone", "employee_number"])
    end_all_sessions(account, at=at)
    _end_deputies(account, by=by, at=at)
    facts = {"role": role, "areas": ",".join(areas), "office": str(post.uuid)}
    record("accounts.posted", actor=by.username, at=at, subjects=[str(account.uuid)], **facts)


@transaction.atomic
def switch_account(account: Account, *, on: bool, by: Account, at: datetime) -> None:
    """Let an officer in, or no more; then deputies end on either side.

    Raises RuleBroken("own_account" | "not_found" | "employee_number_taken").
    """
    check_may_manage(by, account=account)
    account.is_active = on
    number_account(account, account.employee_number)
    account.save(update_fields=["is_active"])
    if not on:
        end_all_sessions(account, at=at)
        _end_deputies(account, by=by, at=at)
    action = "accounts.switched_on" if on else "accounts.switched_off"
    record(action, actor=by.username, at=at, subjects=[str(account.uuid)])


@transaction.atomic
def unlock_account(account: Account, *, by: Account, at: datetime) -> None:
    """Forget wrong passwords and codes. Raises RuleBroken("own_account" | "not_found")."""
    check_may_manage(by, account=account)
    lockout.unlock(account)
    record("accounts.unlocked", actor=by.username, at=at, subjects=[str(account.uuid)])


@transaction.atomic
def give_password(account: Account, *, by: Account, at: datetime) -> str:
    """A temporary password, told once. Raises RuleBroken("own_account" | "not_found")."""
    check_may_manage(by, account=account)
    end_all_sessions(account, at=at)
    return _tell_password(account, by=by, at=at)


def is_managed_by(account: Account, *, by: Account) -> bool:
    """Whether an account belongs to the offices that somebody answers for: those inside their own.

    Without areas it is of its office's; without an office too, of the centre.
    """
    places = account.areas or [account.post.area if account.post else CENTRE_AREA]
    return account.kind == Kind.OFFICER and all(
        any(covers(mine, area) for mine in by.areas) for area in places
    )


def check_may_manage(by: Account, *, account: Account) -> None:
    """Raises RuleBroken("own_account" | "not_found") for who does not manage an account."""
    if account.pk == by.pk:
        raise RuleBroken("own_account")
    if not is_managed_by(account, by=by):
        raise RuleBroken("not_found")


def check_area_of(by: Account, *, area: str) -> None:
    """Raises RuleBroken("not_found") for an area that is not inside those of whoever asks."""
    if not any(covers(mine, area) for mine in by.areas):
        raise RuleBroken("not_found")


def _post(account: Account, *, role: Role, post: Office, areas: list[str]) -> None:
    wanted = areas or [post.area]
    check_posting(role=role, level=OfficeLevel(post.level), office_area=post.area, areas=wanted)
    account.role, account.post, account.areas, account.zone = role, post, wanted, post.zone


def _end_deputies(account: Account, *, by: Account, at: datetime) -> None:
    """End those of today and of days to come, whether the account is away or stands in."""
    today = at.astimezone(UTC).date()  # at an office it is this day or the next
    either = Deputy.objects.filter(Q(absent=account) | Q(stand_in=account), until_day__gte=today)
    for deputy in either.filter(ended_at=None).select_related("absent", "stand_in"):
        close_deputy(deputy, by=by, at=at)


def close_deputy(deputy: Deputy, *, by: Account, at: datetime) -> None:
    """End a deputy now, and write it down."""
    deputy.ended_at = at
    deputy.save(update_fields=["ended_at"])
    people = [str(deputy.absent.uuid), str(deputy.stand_in.uuid)]
    record("accounts.deputy_ended", actor=by.username, at=at, subjects=people)


def _tell_password(account: Account, *, by: Account, at: datetime) -> str:
    password = made_up_password()
    change_password(account, password=password, actor=by.username, at=at, temporary=True)
    return password
