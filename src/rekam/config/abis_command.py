"""`rekam abis ...`: the engine's own commands, and the ABIS run by itself."""

import importlib
import sys
from collections.abc import Sequence

ALONE = {
    "serve": ("rekam.config.abis_serve", "the ABIS alone: a MOSIP's door and its worker"),
    "work": ("rekam.config.abis_work", "its worker by itself, for a second machine"),
    "queue": ("rekam.config.abis_queue", "carries messages of MOSIP's queues, by itself"),
    "adjudicator": ("rekam.config.abis_adjudicator", "let somebody judge cases, or no more"),
    "demo": ("rekam.config.abis_demo", "plays a MOSIP against it, with drawn bodies"),
}


def main(arguments: Sequence[str]) -> int:
    """Run one of the subcommands."""
    words = list(arguments)
    if words[:2] == ["bench", "persons"]:
        from rekam.config.abis_bench_persons import main as persons

        return persons(words[2:])
    if words and words[0] in ALONE:
        return int(importlib.import_module(ALONE[words[0]][0]).main(words[1:]))
    if not words or words[0] in {"-h", "--help"}:
        for name, (_, line) in ALONE.items():
            print(f"  {name:<12} {line}", file=sys.stderr)
        print("  bench persons  whole searches among very many synthetic strangers", file=sys.stderr)
    from rekam.abis.command import main as engine

    return engine(words)
