"""Reads of accounts."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rekam.accounts.models import Account, Deputy, FactorReset, Office, Passkey, RetiredKey, RevokedKey
from rekam.accounts.officers import is_managed_by
from rekam.accounts.people import accounts_of_person as accounts_of_person
from rekam.accounts.people import same_person as same_person
from rekam.accounts.role_words import ROLE_WORDS
from rekam.accounts.rules import CENTRE_AREA, Kind, Role, check_stand_in, covers, may
from rekam.kernel.database import Scope, current_scope
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing


@dataclass(frozen=True)
class Named:
    """An actor: the full name and the post, which is role and office.

    Where no account has the user name (a job, a command), that is the name and the post is empty.
    """

    username: str
    name: str
    post: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.username})" if self.post else self.name


def find_account(username: str) -> Account | None:
    """The active account of that name, or None."""
    return Account.objects.filter(username=username, is_active=True).first()


def signing_keys() -> dict[str, bytes]:
    """Public Ed25519 keys with which officers sign or signed packets, by kid; of closed accounts and of
    changed passphrases too, since their packets may still be on the way."""
    now = Account.objects.exclude(signing_key=None).values_list("signing_key", flat=True)
    before = RetiredKey.objects.values_list("public", flat=True)
    return {sealing.kid_of(bytes(key)): bytes(key) for key in [*before, *now] if key is not None}


def key_revoked_at(kid: str) -> datetime | None:
    """Since when what a key signs is refused; None for one that was not revoked."""
    rows = RevokedKey.objects.values_list("public", "revoked_at")
    return next((at for public, at in rows if sealing.kid_of(bytes(public)) == kid), None)


def has_station_key(account: Account) -> bool:
    """Whether a key of this officer counts that was not revoked."""
    gone = {bytes(one.public) for one in account.revoked_keys.all()}
    return account.signing_key is not None and bytes(account.signing_key) not in gone


def find_body_of(username: str) -> uuid.UUID | None:
    """The register's id of an officer as a resident, or None where it is not known."""
    return Account.objects.filter(username=username).values_list("resident", flat=True).first()


def bodies_of(usernames: Iterable[str]) -> Mapping[str, uuid.UUID]:
    """The same of several officers, by user name; those of whom it is not known are left out."""
    rows = Account.objects.filter(username__in=set(usernames), resident__isnull=False)
    return {name: resident for name, resident in rows.values_list("username", "resident") if resident}


def offices_of(usernames: Iterable[str]) -> Mapping[str, tuple[str, Role]]:
    """Office and role of each account among these names; of closed ones too."""
    rows = Account.objects.filter(username__in=set(usernames)).values_list("username", "post__name", "role")
    return {username: (office or "", Role(role)) for username, office, role in rows}


def in_a_list(account: Account) -> str:
    """An officer among others to choose from: Hj. Euis R., Kepala Dinas (hj-euis)."""
    return f"{account.display_name}, {ROLE_WORDS[Role(account.role)]} ({account.username})"


def named(usernames: Iterable[str]) -> Mapping[str, Named]:
    """Each of these actors by its user name, closed accounts too; in one query."""
    wanted = set(usernames)
    columns = ("username", "display_name", "role", "post__name")
    rows = Account.objects.filter(username__in=wanted).values_list(*columns)
    known = {
        username: Named(username, name, ", ".join(filter(None, (str(ROLE_WORDS[Role(role)]), office))))
        for username, name, role, office in rows
    }
    return {username: known.get(username) or Named(username, username) for username in wanted}


def find_head(area: str) -> Account | None:
    """The active head of exactly that area; None where there is none, or more than one."""
    heads = Account.objects.filter(role=Role.HEAD, is_active=True, areas=[area])[:2]
    return heads[0] if len(heads) == 1 else None


def active_operators() -> list[Account]:
    """Every operator whose account is open, by name."""
    rows = Account.objects.filter(role=Role.OPERATOR, is_active=True)
    return list(rows.select_related("post").order_by("display_name", "pk"))


def operators_under(by: Account) -> list[Account]:
    """The active operators of the offices inside somebody's own areas, by name."""
    return [one for one in active_operators() if is_managed_by(one, by=by)]


def station_officers() -> dict[str, Account]:
    """Active operators by the kid of the key with which they sign at a station now."""
    keyed = [(one.signing_key, one) for one in active_operators()]
    return {sealing.kid_of(bytes(key)): one for key, one in keyed if key is not None}


def operators_of(area_code: str) -> list[Account]:
    """Active operators whose areas hold this one and who have been at a station."""
    known = station_officers().values()
    return [account for account in known if account.scope.contains(area_code)]


def officers_who_may(permission: str) -> list[Account]:
    """Active officers of this scope with a permission, by name: whom a second officer is chosen from."""
    roles = [role for role in Role if may(role, permission)]
    known = Account.objects.filter(kind=Kind.OFFICER, is_active=True, role__in=roles)
    seen = current_scope()
    return [
        account
        for account in known.order_by("display_name", "username")
        if all(seen.contains(area) for area in account.areas)
    ]


def officers_over(area_code: str, *, roles: Collection[Role]) -> list[Account]:
    """Active officers of these roles whose areas hold this one, by name; none of the centre's."""
    known = Account.objects.filter(kind=Kind.OFFICER, is_active=True, role__in=roles)
    return [
        one
        for one in known.order_by("display_name", "username")
        if any(covers(area, area_code) for area in one.areas if area != CENTRE_AREA)
    ]


def station_operators(*, within: Scope) -> list[Account]:
    """Active operators who work inside a scope and have been at a station, by name."""
    known = station_officers().values()
    return [account for account in known if any(within.contains(area) for area in account.areas)]


def deputising_for(account: Account, *, on: date) -> list[Account]:
    """Whose work an account does on that day besides its own.

    Asked anew each time whether it still may: since it was given, either may have got another role or
    other areas.
    """
    rows = Deputy.objects.filter(
        stand_in=account, from_day__lte=on, until_day__gte=on, ended_at=None, absent__is_active=True
    ).select_related("absent")
    return [row.absent for row in rows if _may_stand_in(account, absent=row.absent)]


def absent_today(account: Account, *, at: datetime) -> list[Account]:
    """The same for today, asked once for each request."""
    if account.absent_today is None:
        is_officer = account.kind == Kind.OFFICER
        account.absent_today = deputising_for(account, on=account.day(at)) if is_officer else []
    return account.absent_today


def _may_stand_in(stand_in: Account, *, absent: Account) -> bool:
    try:
        check_stand_in(
            absent=Role(absent.role),
            absent_areas=absent.areas,
            stand_in=Role(stand_in.role),
            areas=stand_in.areas,
        )
    except RuleBroken:
        return False
    return True


def deputies(*, by: Account, since: date) -> list[Deputy]:
    """Deputies not over before that day, of the officers that somebody answers for; the next first."""
    rows = Deputy.objects.filter(until_day__gte=since, ended_at=None)
    known = rows.select_related("absent", "stand_in").order_by("from_day", "pk")
    return [row for row in known if is_managed_by(row.absent, by=by)]


def get_deputy(identity: uuid.UUID) -> Deputy:
    """Raises RuleBroken("not_found")."""
    found = Deputy.objects.select_related("absent", "stand_in").filter(uuid=identity).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def officers(*, by: Account) -> list[Account]:
    """The officers of the offices inside somebody's own areas, by office and name."""
    rows = Account.objects.filter(kind=Kind.OFFICER).order_by("post__area", "post__name", "display_name")
    return [row for row in rows.select_related("post") if is_managed_by(row, by=by)]


def get_officer(identity: uuid.UUID, *, by: Account) -> Account:
    """Raises RuleBroken("not_found") for an officer of somebody else's office as for none."""
    found = Account.objects.select_related("post").filter(uuid=identity).first()
    if found is None or not is_managed_by(found, by=by):
        raise RuleBroken("not_found")
    return found


def offices(*, within: Sequence[str], on: date) -> list[Office]:
    """The offices of these areas that are open on a day, larger areas first."""
    known = Office.objects.exclude(valid_to__lt=on).exclude(valid_from__gt=on).order_by("area", "name")
    return [office for office in known if any(covers(area, office.area) for area in within)]


def office_at(area: str) -> str:
    """The name of the office of exactly that area; empty where none is known yet."""
    known = Office.objects.filter(area=area, valid_to=None).order_by("pk")
    return known.values_list("name", flat=True).first() or ""


def open_resets(*, by: Account) -> list[FactorReset]:
    """Second factors whose taking away waits for another person, the oldest first."""
    rows = FactorReset.objects.filter(granted_at=None).select_related("account").order_by("asked_at")
    return [row for row in rows if is_managed_by(row.account, by=by)]


def get_reset(identity: uuid.UUID) -> FactorReset:
    """Raises RuleBroken("not_found")."""
    found = FactorReset.objects.select_related("account").filter(uuid=identity).first()
    if found is None:
        raise RuleBroken("not_found")
    return found


def passkeys(account: Account) -> list[Passkey]:
    """An account's passkeys, the oldest first."""
    return list(Passkey.objects.filter(account=account).order_by("made_at"))


def has_codes(account: Account) -> bool:
    """Whether an account's code generator counts."""
    generator = getattr(account, "code_generator", None)
    return generator is not None and generator.confirmed_at is not None


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes were not used yet."""
    return account.recovery_codes.filter(used_at=None).count()


def administrator_exists() -> bool:
    """Whether somebody can open accounts."""
    return Account.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exists()
