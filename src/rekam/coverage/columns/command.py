"""`rekam coverage recount`: count everybody again from the columns; 1 where the counters say otherwise."""

import argparse
import json
from dataclasses import asdict

from rekam.kernel.commands import set_up

TOLD_AT_MOST = 20


def main(arguments: list[str]) -> int:
    """Print what was found; --repair throws wrong counters away and counts them anew."""
    words = argparse.ArgumentParser(prog="rekam coverage recount", description=__doc__)
    words.add_argument("--repair", action="store_true", help="make wrong counters anew")
    words.add_argument("--json", action="store_true")
    chosen = words.parse_args(arguments)
    set_up()
    from django.conf import settings
    from django.utils import timezone

    from rekam.coverage.columns.services import recount
    from rekam.coverage.counters.services import fold, rebuild
    from rekam.kernel.database import Scope, scope

    office, at = str(settings.REKAM_OFFICE_AREA), timezone.now()
    with scope(Scope.of(office)):
        fold(at=at)
    found = recount(area_code=office, actor="command", at=at)
    if chosen.json:
        print(json.dumps(asdict(found), default=str, indent=1))
    else:
        print(f"{found.on}: {found.people} persons in {found.cells} cells, {len(found.wrong)} wrong")
        for one in found.wrong[:TOLD_AT_MOST]:
            cell = f"{one.area_code} {one.sex} {one.age:>3} mark {one.mark}"
            print(f"  {cell}: counters {one.counted}, columns {one.recounted}")
    if found.wrong and chosen.repair:
        with scope(Scope.of(office)):
            print(f"made anew from {rebuild(at=at)} residents")
    return 1 if found.wrong else 0
