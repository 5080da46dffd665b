"""`rekam abis dead`: what was given up behind the two doors, and doing it again.

`rekam abis dead`: yang gagal di kedua pintu dan tidak dicoba lagi, dan mengulanginya.
"""

import argparse
import json
import sys
from datetime import UTC, datetime

from rekam.config.abis_home import at_home
from rekam.config.database import running_database
from rekam.kernel.commands import set_up, system_user

DOORS = ("mosip", "osia")


def main(arguments: list[str]) -> int:
    """0 = nothing is given up any more, 1 = something is, 2 = what was asked is wrong."""
    words = argparse.ArgumentParser(prog="rekam abis dead", description=__doc__)
    words.add_argument("--again", action="store_true", help="do them again / ulangi")
    words.add_argument("--door", choices=DOORS, default="", help="of one door only / satu pintu saja")
    words.add_argument("--request", default="", metavar="ID", help="one request or task / satu permintaan")
    words.add_argument("--json", action="store_true", help="kinds, reasons and counts on stdout")
    chosen = words.parse_args(arguments)
    if chosen.request and not (chosen.again and chosen.door):
        words.error("--request needs --again and --door")
    at_home()
    with running_database():
        set_up()
        return run(chosen)


def run(chosen: argparse.Namespace) -> int:
    """The command, where the database runs."""
    from rekam.abis import standing
    from rekam.abis.mosip import queries as mosip
    from rekam.abis.osia import queries as osia

    now = datetime.now(UTC)
    doors = [chosen.door] if chosen.door else list(DOORS)
    if chosen.again:
        done = {door: _again(door, chosen.request, at=now) for door in doors}
        for door, many in done.items():
            print(f"{many:>8,}  {door}: sent again", file=sys.stderr)
        if chosen.request and not any(done.values()):
            print(f"rekam: nothing with the number {chosen.request} was given up", file=sys.stderr)
            return 2
    both = {
        "mosip": standing.dead_letters(mosip.given_up(), at=now),
        "osia": standing.dead_letters(osia.given_up(), at=now),
    }
    left = {door: both[door] for door in doors}
    if chosen.json:
        print(json.dumps(left))
    else:
        for door, letters in left.items():
            for one in letters:
                print(f"{one['count']:>8,}  {door} {one['kind']}: {one['reason']}")
    return 1 if any(left.values()) else 0


def _again(door: str, request: str, *, at: datetime) -> int:
    from rekam.abis.mosip import services as mosip
    from rekam.abis.osia import tasks as osia
    from rekam.abis.osia.rules import Refused

    actor = system_user()
    if door == "mosip":
        return mosip.send_again(actor=actor, at=at, request_id=request)
    try:
        return osia.send_again(actor=actor, at=at, task=request)
    except Refused:
        return 0
