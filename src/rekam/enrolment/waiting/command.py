"""`rekam enrolment`: recordings that do not move (stuck), what failed for good (dead), a stage again (rerun).

`rekam enrolment`: rekaman yang tidak bergerak (stuck), yang berulang kali gagal (dead), ulangi tahap (rerun).
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Final

from rekam.kernel.commands import set_up, system_user
from rekam.kernel.errors import RuleBroken

STAGES: Final = ("open", "extract", "search")
TOLD_EVERY: Final = 20


def main(arguments: Sequence[str]) -> int:
    """0 = nothing is left for a person to do; 1 = something is, or failed again; 2 = asked wrongly."""
    chosen = _parser().parse_args(arguments)
    set_up()
    try:
        return {"stuck": _stuck, "dead": _dead, "rerun": _rerun}[chosen.act](chosen)
    except RuleBroken as refused:
        print(f"rekam: {refused}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(prog="rekam enrolment", description=__doc__)
    acts = words.add_subparsers(dest="act", required=True)
    stuck = acts.add_parser("stuck", help="recordings that do not move / rekaman yang tidak bergerak")
    stuck.add_argument("--mend", action="store_true", help="mend what needs no decision, before looking")
    stuck.add_argument("--json", action="store_true", help="kinds and counts on stdout")
    dead = acts.add_parser("dead", help="stages that are not tried any more / tahap yang tidak dicoba lagi")
    dead.add_argument("--json", action="store_true", help="stages, reasons and counts on stdout")
    again = acts.add_parser("rerun", help="run a stage again / ulangi satu tahap")
    again.add_argument("stage", choices=STAGES)
    which = again.add_mutually_exclusive_group(required=True)
    which.add_argument("--record", metavar="ID", help="of one recording or packet / satu rekaman atau paket")
    which.add_argument("--dead", action="store_true", help="of all that were given up / semua yang gagal")
    which.add_argument(
        "--stuck", action="store_true", help="whatever helps all that stand still / yang tertahan"
    )
    again.add_argument(
        "--reason", default="", help="of those given up, of this reason only / hanya sebab ini"
    )
    again.add_argument("--json", action="store_true", help="counts on stdout")
    return words


def _stuck(chosen: argparse.Namespace) -> int:
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


def _dead(chosen: argparse.Namespace) -> int:
    from rekam.enrolment.operations import queries
    from rekam.enrolment.operations.words import REASONS
    from rekam.kernel.database import EVERYWHERE, scope

    with scope(EVERYWHERE):
        found = queries.whys(given_up=True)
    if chosen.json:
        print(json.dumps([{"stage": one.stage, "reason": one.reason, "count": one.count} for one in found]))
        return 1 if found else 0
    for one in found:
        told = REASONS[one.reason]
        print(f"{one.count:>8,}  {one.stage} {one.reason}: {told.what}. {told.remedy}")
    return 1 if found else 0


def _rerun(chosen: argparse.Namespace) -> int:
    """Run a stage again for each that was named; killed, the same command goes on with what is left."""
    from rekam.enrolment.operations import services

    if chosen.stuck:
        return _help_stuck(chosen)
    packets = (
        [services.find_packet(chosen.record)]
        if chosen.record
        else services.dead_packets(stage=chosen.stage, reason=chosen.reason)
    )
    from django.utils import timezone

    counted: Counter[str] = Counter()
    for done, packet in enumerate(packets, start=1):
        ran = services.run_again(chosen.stage, packet, actor=system_user(), at=timezone.now())
        counted[ran.became] += 1
        if ran.why:
            print(f"  {packet}: {ran.why}", file=sys.stderr)
        if done % TOLD_EVERY == 0 or done == len(packets):
            print(f"  {done:,} of {len(packets):,}", file=sys.stderr)
    _show(counted, as_json=chosen.json)
    return 1 if counted["failed"] else 0


def _help_stuck(chosen: argparse.Namespace) -> int:
    from django.utils import timezone

    from rekam.enrolment.operations import services

    counted: Counter[str] = Counter()
    services.help_stuck(
        actor=system_user(),
        at=timezone.now(),
        told=lambda one, done: counted.update([f"{one.cause} {'moved_on' if done else 'stays'}"]),
    )
    _show(counted, as_json=chosen.json)
    return 1 if any(name.endswith("stays") for name in counted) else 0


def _show(counted: Counter[str], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(counted))
        return
    for name, count in counted.items():
        print(f"{count:>8,}  {name.replace('_', ' ')}")
