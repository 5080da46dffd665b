"""`rekam canaries make N`: keys that belong to nobody, to be put where only a thief would find them."""

import argparse
import secrets
from datetime import UTC, datetime

from rekam.kernel.commands import set_up, system_user

MOST = 1000


def main(arguments: list[str]) -> int:
    """Make canaries and print their keys, the only time they can be read; 0 = done."""
    chosen = _words().parse_args(arguments)
    set_up()
    for key in make(number=chosen.number, area_prefix=chosen.area, label=chosen.label):
        print(key)
    return 0


def make(*, number: int, area_prefix: str, label: str) -> list[str]:
    """That many new keys of a kecamatan; all or none."""
    from rekam.kernel.database import NOTHING, scope
    from rekam.registry.canaries.services import make_canary

    chance, at = secrets.SystemRandom(), datetime.now(UTC)
    with scope(NOTHING):
        return [
            make_canary(area_prefix=area_prefix, label=label, actor=system_user(), at=at, chance=chance)
            for _ in range(number)
        ]


def _words() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam canaries", description=__doc__)
    words.add_argument("action", choices=["make"])
    words.add_argument("number", type=_number, help=f"how many, 1 to {MOST}")
    words.add_argument("--area", required=True, help="kecamatan that the keys speak of, such as 36.73.02")
    words.add_argument("--label", required=True, help="where you will put them, for the alarm's page")
    return words


def _number(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST:
        raise ValueError(text)
    return number
