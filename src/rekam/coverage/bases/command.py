"""`rekam coverage base take|list|check`: the counts at the end of a semester, kept for ever."""

import argparse

from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Take a base, list those there are, or check that their cells are whole (1 where one is not)."""
    words = argparse.ArgumentParser(prog="rekam coverage base", description=__doc__)
    actions = words.add_subparsers(dest="action", required=True)
    take = actions.add_parser("take", help="count everybody as of the semester's last day")
    take.add_argument("--semester", required=True, help="2026-1 ends on 30 June, 2026-2 on 31 December")
    actions.add_parser("list", help="every base with its day, rule version and hash")
    actions.add_parser("check", help="compute the hashes again")
    chosen = words.parse_args(arguments)
    set_up()
    from django.conf import settings

    from rekam.kernel.database import Scope, scope

    office = str(settings.REKAM_OFFICE_AREA)
    with scope(Scope.of(office)):
        if chosen.action == "take":
            return _take(office, semester=chosen.semester)
        return _check() if chosen.action == "check" else _list()


def _take(office: str, *, semester: str) -> int:
    from django.utils import timezone

    from rekam.coverage.bases.services import take_base

    base = take_base(office=office, semester=semester, actor="command", at=timezone.now())
    print(
        f"{base.semester} as of {base.on}: {base.people} persons in {base.cells} cells, sha256 {base.sha256}"
    )
    return 0


def _list() -> int:
    from rekam.coverage.bases.queries import bases

    for base in bases():
        print(f"{base.semester} {base.office} as of {base.on} rules {base.rule_version} {base.sha256}")
    return 0


def _check() -> int:
    from rekam.coverage.bases.queries import bases, is_whole

    broken = [base for base in bases() if not is_whole(base)]
    for base in broken:
        print(f"{base.semester} {base.office}: the cells are not those that were taken")
    return 1 if broken else 0
