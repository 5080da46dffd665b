"""`rekam serve`: the web pages and the API, with a worker beside them."""

import argparse
import os
import resource
import sys
from collections.abc import Mapping
from datetime import UTC, datetime

from rekam.config.database import running_database
from rekam.config.processes import Family, answers, free_port
from rekam.config.signing_keys import keys_folder, ready_signing_keys
from rekam.config.standby.place import check_first
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.vault import beyond
from rekam.vault.keys import make_keys

WEB, WORKER, GUARD = "web", "worker", "guard"
# A machine that takes over does much at once: one that gave up at half a minute would stand still for good.
START_SECONDS = 120
# Browsers keep their line open between pages, and a flood opens many that say nothing: beyond these nobody is
# even told to come again, so as many as the process may have files open, less what it needs itself.
OPEN_LINES = int(os.environ.get("REKAM_OPEN_LINES", "16384"))
OTHER_FILES = 2_048
# A line on which no request comes is closed: it costs some kilobytes, but a place among the open ones.
HEAD_MILLISECONDS = 15_000
# What a line may hold that was not read yet, heads and bodies.
BUFFER_BYTES = 128 * 1024
# Packets come and go by the megabyte: their memory stays with the process instead of going back to the kernel
# each time, which took a quarter of the door's processor time (benchmarks/intake.py).
MEMORY = {"MALLOC_MMAP_THRESHOLD_": str(64 * 1024 * 1024), "MALLOC_TRIM_THRESHOLD_": str(256 * 1024 * 1024)}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def main(arguments: list[str]) -> int:
    """Serve until Ctrl-C."""
    words = argparse.ArgumentParser(prog="rekam serve", description=__doc__)
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, default=8000, help="the next free one is taken")
    words.add_argument("--settings", default="rekam.config.settings.server")
    words.add_argument("--without-backup", action="store_true", help="migrate though no backup is fresh")
    chosen = words.parse_args(arguments)
    refuse_open_demo(host=chosen.host, settings=chosen.settings)
    check_first()
    with running_database():
        from rekam.config.migrate import before_serving

        if before_serving(wants_backup=not chosen.without_backup) != 0:
            return 1
        make_keys()
        family = Family()
        try:
            port = free_port(chosen.port)
            web = web_words(host=chosen.host, port=port)
            here = f"http://{chosen.host}:{port}"
            for line in ready_signing_keys(keys_folder(), here=here, at=datetime.now(UTC)):
                print(line, flush=True)
            start_web(family, web=web, port=port, environment=environment(chosen.settings))
            start_guard(family, environment=environment(chosen.settings))
            print(f"Rekam: http://{chosen.host}:{port}/", flush=True)
            print(f"Mode (REKAM_MODE): {os.environ.get('REKAM_MODE', 'beside')}", flush=True)
            tell_credential_keys()
            tell_set_up(host=chosen.host, port=port)
            ended = family.wait()
        finally:
            family.stop()
    if ended:
        print(f"rekam serve: {ended} ended by itself, so the rest was stopped", file=sys.stderr)
    return 1 if ended else 0


def tell_set_up(*, host: str, port: int) -> None:
    """Where the first administrator begins, with a new code; nothing once there is one."""
    from rekam.accounts.queries import administrator_exists
    from rekam.accounts.services import make_set_up_code

    if not administrator_exists():
        print(f"First set-up: http://{host}:{port}/mulai/ with the code {make_set_up_code()}", flush=True)


def tell_credential_keys() -> None:
    """Say where no digital KTP can be issued, for want of keys or because they are not to be read."""
    from rekam.credentials.issuing.keys import check_ready

    try:
        check_ready(at=datetime.now(UTC))
    except RuleBroken as broken:
        print(f"Digital KTP: none is issued ({broken}). See `rekam credentials keys --help`.", flush=True)


def web_words(*, host: str, port: int, door: str = "rekam.config.wsgi:door") -> tuple[str, ...]:
    """The words that start the pages. HTTP/2 is the proxy's: its streams have no time limits here."""
    web = ("--interface", "rsgi", "--host", host, "--port", str(port), "--workers", "1", "--http", "1")
    lines = ("--backlog", str(min(OPEN_LINES, 4_096)), "--backpressure", str(open_lines()))
    slow = ("--http1-header-read-timeout", str(HEAD_MILLISECONDS), "--http1-buffer-size", str(BUFFER_BYTES))
    return ("-m", "granian", *web, *lines, *slow, "--log-level", "error", "--no-ws", door)


def open_lines() -> int:
    """How many lines the web process holds open at once."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY:
        return OPEN_LINES
    return max(128, min(OPEN_LINES, most - OTHER_FILES))


def start_web(family: Family, *, web: tuple[str, ...], port: int, environment: Mapping[str, str]) -> None:
    """Start the pages and the worker.

    Raises RuleBroken("web_not_started").
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (open_lines() + OTHER_FILES, most))
    family.start(WEB, *web, environment={**MEMORY, **environment})
    family.start(WORKER, "-m", "rekam", "work", environment=environment)
    if not answers(port, seconds=START_SECONDS):
        raise RuleBroken("web_not_started")


def start_guard(family: Family, *, environment: Mapping[str, str]) -> None:
    """Start what looks after the second machine, where there is one; when it ends, all ends."""
    if beyond.folder() is not None:
        family.start(GUARD, "-m", "rekam", "standby", "guard", environment=environment)


def environment(settings: str) -> dict[str, str]:
    """The variables of the child processes: settings, data folder, one role of the database."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings,
        "REKAM_DATA": str(data_folder()),
        "REKAM_DATABASE_ROLE": "rekam_app",
    }


def refuse_open_demo(*, host: str, settings: str) -> None:
    """The demo signs people in with one button, so it must not be reached from outside.

    Raises RuleBroken("demo_on_loopback_only").
    """
    if settings.endswith(".demo") and host not in LOOPBACK:
        raise RuleBroken("demo_on_loopback_only", host=host)
