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
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.vault.keys import make_keys

WEB, WORKER = "web", "worker"
# Each slow line takes one of them for its time: 12 that send a packet (enrolment.limits.BODIES_AT_ONCE), 24
# that send a resident's form (web.crowd.bodies). 51 are residents' pages and files, worked on or waiting
# (web.crowd.middleware); the rest is left for officers. A thread that waits takes little but memory.
WEB_THREADS = 96
# Browsers keep their line open between pages; beyond these nobody is even told to wait (granian: 1,024).
OPEN_LINES = 4_096
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
    chosen = words.parse_args(arguments)
    refuse_open_demo(host=chosen.host, settings=chosen.settings)
    with running_database():
        from rekam.config.migrate import main as migrate

        if migrate([]) != 0:
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


def web_words(*, host: str, port: int) -> tuple[str, ...]:
    """The words that start the pages."""
    web = ("--interface", "wsgi", "--host", host, "--port", str(port), "--workers", "1")
    threads = ("--blocking-threads", str(WEB_THREADS), "--log-level", "error")  # it warns of so many threads
    lines = ("--backlog", str(OPEN_LINES), "--backpressure", str(OPEN_LINES))
    return ("-m", "granian", *web, *threads, *lines, "--no-ws", "rekam.config.wsgi:application")


def start_web(family: Family, *, web: tuple[str, ...], port: int, environment: Mapping[str, str]) -> None:
    """Start the pages and the worker.

    Raises RuleBroken("web_not_started").
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * OPEN_LINES if most == resource.RLIM_INFINITY else min(most, 2 * OPEN_LINES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    family.start(WEB, *web, environment={**MEMORY, **environment})
    family.start(WORKER, "-m", "rekam", "work", environment=environment)
    if not answers(port, seconds=30):
        raise RuleBroken("web_not_started")


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
