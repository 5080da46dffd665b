"""`rekam office`: what an administrator sets up: officers' accounts, and stations that may send packets."""

import argparse
import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path

from rekam.accounts.rules import Role
from rekam.kernel.commands import set_up, system_user
from rekam.kernel.errors import RuleBroken

LEAST_PASSPHRASE = 10
OFFICERS = [role for role in Role if role not in {Role.RESIDENT, Role.BANK}]


def main(arguments: list[str]) -> int:
    """Open an account, register a station, or switch a lost one off; each is written into the audit."""
    chosen = _words().parse_args(arguments)
    set_up()
    if chosen.what == "account":
        return open_account(chosen)
    if chosen.what == "set-up-code":
        return tell_set_up_code()
    if chosen.what == "station":
        return register_station(chosen)
    return switch_off(chosen)


def open_account(chosen: argparse.Namespace) -> int:
    """Open an officer's account, or bring one of that name to these values."""
    from rekam.accounts import services
    from rekam.kernel.database import NOTHING, scope
    from rekam.kernel.region import get_area

    areas = [get_area(area).code.text for area in chosen.area]
    with scope(NOTHING):
        services.open_account(
            username=chosen.username,
            display_name=chosen.name or chosen.username,
            role=Role(chosen.role),
            areas=areas,
            office=chosen.office,
            employee_number=chosen.employee_number,
            password=_passphrase(username=chosen.username, name=chosen.name),
            actor=system_user(),
            at=datetime.now(UTC),
        )
    print(f"{chosen.username}: {chosen.role} of {', '.join(areas)}")
    return 0


def tell_set_up_code() -> int:
    """Print a new code for the page of the first set-up; the one before it ends."""
    from rekam.accounts.queries import administrator_exists
    from rekam.accounts.services import make_set_up_code

    if administrator_exists():
        print("rekam office: there is an administrator already", file=sys.stderr)
        return 1
    print(f"set-up code for /mulai/: {make_set_up_code()}")
    return 0


def register_station(chosen: argparse.Namespace) -> int:
    """Let a laptop send packets, and write the trust.json that it needs."""
    from rekam.devices import services
    from rekam.kernel.database import Scope, scope
    from rekam.station.identity import write_trust
    from rekam.vault.queries import server_keys

    try:
        public = bytes.fromhex(chosen.public_key)
    except ValueError as error:
        raise RuleBroken("station_key_malformed") from error
    with scope(Scope.of(chosen.area)):
        station = services.register_station(
            public_key=public,
            name=chosen.name,
            area_code=chosen.area,
            actor=system_user(),
            at=datetime.now(UTC),
        )
    chosen.trust.mkdir(parents=True, exist_ok=True)
    write_trust(chosen.trust, receipt_keys=server_keys().receipt_public)
    print(f"{station.kid}: {chosen.name} of {chosen.area}; bring {chosen.trust / 'trust.json'} to the laptop")
    return 0


def switch_off(chosen: argparse.Namespace) -> int:
    """Refuse a lost laptop's packets and requests from now on."""
    from django.conf import settings

    from rekam.devices import services
    from rekam.kernel.database import Scope, scope

    with scope(Scope.of(settings.REKAM_OFFICE_AREA)):
        services.switch_off(kid=chosen.kid, actor=system_user(), at=datetime.now(UTC))
    print(f"{chosen.kid}: switched off")
    return 0


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam office", description=__doc__)
    kinds = words.add_subparsers(dest="what", required=True)
    account = kinds.add_parser("account", help="open an officer's account; the passphrase is asked for")
    account.add_argument("username")
    account.add_argument("--role", required=True, choices=OFFICERS)
    account.add_argument("--area", required=True, action="append", help="such as 36.73.02; may repeat")
    account.add_argument("--name", default="", help="as it stands on pages")
    account.add_argument("--employee-number", default="", help="NIP: by it accounts of one person are known")
    account.add_argument("--office", default="", help="as it stands in the band")
    station = kinds.add_parser("station", help="register a laptop by its station.pub; writes trust.json")
    station.add_argument("public_key", help="64 hexadecimal digits")
    station.add_argument("--name", required=True, help="such as KSM-03")
    station.add_argument("--area", required=True, help="the office whose laptop it is")
    station.add_argument("--trust", type=Path, default=Path("for-the-station"), metavar="DIR")
    kinds.add_parser("set-up-code", help="print a code for the page of the first set-up")
    lost = kinds.add_parser("switch-off", help="a lost laptop: nothing of it is taken any more")
    lost.add_argument("kid", help="16 hexadecimal digits")
    return words


def _passphrase(*, username: str, name: str) -> str:
    """Asked for twice at a terminal; else the first line of standard input.

    Raises RuleBroken("passphrase_too_short" | "passphrases_differ" | "password_refused").
    """
    from rekam.accounts.permissions import Account
    from rekam.accounts.services import check_password_rule

    if not sys.stdin.isatty():
        told = sys.stdin.readline().rstrip("\n")
    else:
        told = getpass.getpass("Passphrase: ")
        if told != getpass.getpass("Again: "):
            raise RuleBroken("passphrases_differ")
    if len(told) < LEAST_PASSPHRASE:
        raise RuleBroken("passphrase_too_short", least=LEAST_PASSPHRASE)
    check_password_rule(told, account=Account(username=username, display_name=name))
    return told
