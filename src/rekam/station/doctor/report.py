"""All findings together: as one screen, and as JSON."""

import datetime
import importlib.metadata
import json
import platform
from collections.abc import Callable, Sequence

from rekam.station.doctor import device_checks, engine_checks, line_checks, store_checks, wording
from rekam.station.doctor.findings import Finding
from rekam.station.options import Options
from rekam.station.pairing.asking import known_server


def examine(
    options: Options, *, now: Callable[[], datetime.datetime], officer: str = "", passphrase: str = ""
) -> list[Finding]:
    """Look at everything; nothing is made or changed, and a running station goes on.

    officer   with the passphrase, so that the encrypted store is looked into too; "" = not
    """
    folder, at = options.folder, now()
    return [
        _version(),
        store_checks.check_folder(folder),
        store_checks.check_disk(folder),
        store_checks.check_medium(options.second),
        store_checks.check_key(folder),
        store_checks.check_trust(folder),
        store_checks.check_outbox(folder, at=at),
        engine_checks.check_fingers(),
        *store_checks.check_visit(folder, officer=officer, passphrase=passphrase, at=at),
        *line_checks.check_line(options.server or known_server(folder), at=at),
        *device_checks.check_devices(options, now=now),
    ]


def as_screen(findings: Sequence[Finding]) -> str:
    """A line for each finding, and one below it with what to do."""
    lines = []
    for finding in findings:
        what, todo = wording.told(finding)
        level, check = str(wording.LEVELS[finding.level]), str(wording.CHECKS[finding.check])
        lines.append(f"{level:<11} {check:<20} {what}")
        if todo:
            lines.append(f"{'':<32} -> {todo} [{finding.code}]")
    return "\n".join(lines)


def as_json(findings: Sequence[Finding], *, at: datetime.datetime) -> str:
    """The same for a program: codes and facts."""
    checks = [
        {"check": one.check, "code": one.code, "level": one.level.value, "facts": dict(one.facts)}
        for one in findings
    ]
    return json.dumps({"at": at.isoformat(timespec="seconds"), "checks": checks}, indent=1)


def _version() -> Finding:
    try:
        rekam = importlib.metadata.version("rekam")
    except importlib.metadata.PackageNotFoundError:  # run from a clone
        rekam = "clone"
    facts = {"rekam": rekam, "python": platform.python_version(), "system": platform.system()}
    return Finding(check="version", code="version", facts=facts)
