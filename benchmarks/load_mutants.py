"""The server without one of its defences: with each, benchmarks.load must end red.

admission   nobody is told to come again: all wait, as long as it takes
timeouts    a line may be silent for as long as it likes
threads     as it was before the door: a thread for each body on its way, 4,096 lines
"""

from collections.abc import Sequence
from dataclasses import replace

from rekam.config.serve import web_words
from rekam.web.door.rules import Kind, Patience, Room, rooms

MUTANTS = ("admission", "timeouts", "threads")
NEVER = 86_400.0


def words_of(mutant: str, *, host: str, port: int) -> Sequence[str]:
    """The words that start the pages, whole or without that defence."""
    if mutant == "threads":
        lines = ("--backlog", "4096", "--backpressure", "4096", "--blocking-threads", "96")
        web = ("--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1", "--no-ws")
        return ("-m", "granian", *web, *lines, "--log-level", "error", "rekam.config.wsgi:application")
    if not mutant:
        return web_words(host=host, port=port)
    words = list(web_words(host=host, port=port, door=f"benchmarks.load_doors:without_{mutant}"))
    if mutant == "timeouts":
        words[words.index("--http1-header-read-timeout") + 1] = "60000"  # the longest there is
    return words


def boundless() -> dict[Kind, Room]:
    """Rooms in which everybody may wait."""
    return {kind: replace(room, waiting=10**9, threads=32) for kind, room in rooms().items()}


def endless() -> Patience:
    """Patience without end."""
    return Patience(silent=NEVER, grace=NEVER)
