"""The command line. Imports lazily, so that a command loads only what it needs."""

import importlib
import sys
from collections.abc import Callable

from rekam.kernel.errors import RuleBroken

# command -> (module with `main(arguments) -> exit status`, one line for --help)
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("rekam.config.demo", "a synthetic Kota Serang with everything running"),
    "serve": ("rekam.config.serve", "the pages and the API, with a worker"),
    "work": ("rekam.enrolment.worker", "the worker alone: opens packets, searches, sequences the audit"),
    "station": ("rekam.station.command", "the recording station on this laptop"),
    "migrate": ("rekam.config.migrate", "bring the database to this version"),
    "keys": ("rekam.vault.command", "make and list the server's keys"),
    "coverage": ("rekam.coverage.command", "report: who is recorded, who is missing, where"),
    "abis": ("rekam.abis.command", "bench, warm, weights: the matching engine"),
    "audit": ("rekam.audit.command", "export the audit log"),
    "fsck": ("rekam.audit.fsck", "verify an exported audit log, without a database"),
    "check": ("rekam.config.check", "migrations, settings and generated docs are as they should be"),
    "docs": ("rekam.config.docs", "write the generated reference pages again"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = refused or failed, 2 = wrong words."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        print(f"rekam: there is no command {name!r}\n\n{usage()}", file=sys.stderr)
        return 2
    run: Callable[[list[str]], int] = importlib.import_module(COMMANDS[name][0]).main
    try:
        return run(rest)
    except RuleBroken as refused:
        print(f"rekam {name}: {refused}", file=sys.stderr)
        return 1


def usage() -> str:
    """What `rekam --help` prints: every command with its line."""
    lines = [f"  {name:<12} {line}" for name, (_, line) in COMMANDS.items()]
    return "\n".join(["usage: rekam COMMAND [...]", "", *lines, "", "rekam COMMAND --help tells more."])


if __name__ == "__main__":
    sys.exit(main())
