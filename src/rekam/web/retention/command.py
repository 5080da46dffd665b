"""`rekam retention`: let go what has been kept long enough (docs/reference/retention.md)."""

import argparse
import json
import sys
from datetime import UTC, datetime

from rekam.kernel.commands import set_up


def main(arguments: list[str]) -> int:
    """Do what the worker does each night, or only show it; 1 where something could not be let go."""
    words = argparse.ArgumentParser(prog="rekam retention", description=__doc__)
    words.add_argument("--dry-run", action="store_true", help="show what a run would let go; change nothing")
    words.add_argument("--json", action="store_true")
    chosen = words.parse_args(arguments)
    set_up()
    from rekam.web.retention import services

    try:
        gone = services.apply(at=datetime.now(UTC), dry_run=chosen.dry_run)
    except ExceptionGroup as failed:
        for error in failed.exceptions:
            print(f"rekam retention: kept, because: {error}", file=sys.stderr)
        return 1
    if chosen.json:
        rows = [{"kind": one.kind, "before": one.before.isoformat(), "count": one.count} for one in gone]
        print(json.dumps({"dry_run": chosen.dry_run, "kinds": rows}))
        return 0
    for one in gone:
        print(f"{one.kind:<18} over before {one.before:%Y-%m-%d}  {one.count:>8,}")
    print("Nothing was changed." if chosen.dry_run else "Each kind has its entry in the audit.")
    return 0
