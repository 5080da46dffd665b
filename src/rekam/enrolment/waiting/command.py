"""`rekam enrolment stuck`: recordings that do not move, why, and what to do; `--mend` mends what may be."""

import argparse
import json

from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """0 = nothing is left for a person to do; 1 = something is."""
    words = argparse.ArgumentParser(prog="rekam enrolment", description=__doc__)
    words.add_argument("act", choices=("stuck",))
    words.add_argument("--mend", action="store_true", help="mend what needs no decision, before looking")
    words.add_argument("--json", action="store_true", help="kinds and counts on stdout")
    chosen = words.parse_args(arguments)
    set_up()
    from django.utils import timezone

    from rekam.enrolment.waiting import checking, mending
    from rekam.enrolment.waiting.words import TOLD
    from rekam.kernel.database import EVERYWHERE, scope

    now = timezone.now()
    mended = mending.mend(at=now) if chosen.mend else {}
    with scope(EVERYWHERE):
        left = [(one.kind, one.count) for one in checking.findings(at=now)]
    if chosen.json:
        print(json.dumps({"mended": mended, "left": dict(left)}))
        return 1 if left else 0
    for kind, count in mended.items():
        print(f"{count:>8,}  {TOLD[kind].what}: {TOLD[kind].remedy}")
    for kind, count in left:
        print(f"{count:>8,}  {TOLD[kind].what}. {TOLD[kind].remedy}")
    return 1 if left else 0
