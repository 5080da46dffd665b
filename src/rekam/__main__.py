"""The command line. Imports lazily, so that a command loads only what it needs."""

import importlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from rekam.config.command_list import COMMANDS, NEED_DATABASE
from rekam.kernel.errors import RuleBroken


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
        with _ending_in_order(), _what_it_needs(name, words=rest):
            return run(rest)
    except RuleBroken as refused:
        print(f"rekam {name}: {refused}", file=sys.stderr)
        return 1


@contextmanager
def _ending_in_order() -> Iterator[None]:
    """SIGTERM ends a command as Ctrl-C does, with all that it started; some hear it themselves later on."""

    def told(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)
        sys.exit(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, told)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def _what_it_needs(name: str, *, words: list[str]) -> Iterator[None]:
    asked = {name, " ".join([name, *words[:1]])}
    if not asked & NEED_DATABASE or {"-h", "--help"} & set(words):
        yield
        return
    from rekam.config.database import running_database

    with running_database():
        yield


def usage() -> str:
    """What `rekam --help` prints: every command with its line."""
    lines = [f"  {name:<12} {line}" for name, (_, line) in COMMANDS.items()]
    return "\n".join(["usage: rekam COMMAND [...]", "", *lines, "", "rekam COMMAND --help tells more."])


if __name__ == "__main__":
    sys.exit(main())
