"""`rekam abis adjudicator`: let somebody judge cases of the ABIS alone, or no more."""

import argparse
import sys
from datetime import UTC, datetime

from rekam.config.abis_home import at_home
from rekam.config.database import running_database
from rekam.kernel.commands import set_up
from rekam.kernel.errors import RuleBroken


def main(arguments: list[str]) -> int:
    """Open an adjudicator's account, or end it. Naming one again gives it a new password."""
    words = argparse.ArgumentParser(prog="rekam abis adjudicator", description=__doc__)
    words.add_argument("username")
    words.add_argument("--number", default="", help="of their employer's: keeps one person from two accounts")
    words.add_argument("--end", action="store_true", help="let them in no more; what they judged stays")
    chosen = words.parse_args(arguments)
    at_home()
    with running_database():
        set_up()
        from rekam.abis.alone import people
        from rekam.accounts.passwords import made_up_password
        from rekam.kernel.database import NOTHING, scope

        at = datetime.now(UTC)
        try:
            with scope(NOTHING):
                if chosen.end:
                    people.end_adjudicator(chosen.username, at=at)
                    print(f"{chosen.username}: ended")
                    return 0
                password = made_up_password()
                people.open_adjudicator(chosen.username, number=chosen.number, password=password, at=at)
        except RuleBroken as broken:
            print(f"rekam abis adjudicator: {broken.code}", file=sys.stderr)
            return 1
    print(f"{chosen.username}: password {password} (told once)")
    return 0
