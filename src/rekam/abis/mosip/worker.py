"""The process that does MOSIP's messages, sends answers and keeps the audit's sequence."""

import logging
import os
import signal
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import Error, close_old_connections

from rekam.abis import services as abis
from rekam.abis.engine.warm import warm
from rekam.abis.mosip import services
from rekam.abis.mosip.forgetting import forget_messages
from rekam.abis.mosip.opening import PartnerKey
from rekam.abis.mosip.posting import Outlet, post_answers
from rekam.abis.mosip.services import Partner
from rekam.abis.mosip.shares import Login, Share
from rekam.audit import services as audit
from rekam.kernel.errors import RuleBroken

IDLE_SECONDS = 0.2
CHORES_SECONDS = 2.0
FORGET_SECONDS = 3600.0
COMPACT_SECONDS = 24 * 3600.0
PAUSE_SECONDS = 5.0
KEPT_DAYS = 31
log = logging.getLogger(__name__)


@dataclass
class Worker:
    """One worker; a second one on another machine waits until this one is gone.

    outlet  where answers are sent; None = MOSIP's side fetches them
    """

    partner: Partner
    outlet: Outlet | None
    _chores_at: float = 0.0
    _forget_at: float = 0.0
    _compact_at: float = 0.0

    def run(self, stop: threading.Event) -> None:
        """Work until told to stop; the message at hand is finished, the others wait in the database."""
        while not stop.is_set():
            try:
                close_old_connections()
                busy = services.do_next(partner=self.partner, clock=_now)
                self._chores()
            except (Error, RuleBroken) as gone:
                log.warning("MOSIP's messages wait: %s", _told(gone))
                stop.wait(PAUSE_SECONDS)
                continue
            if not busy:
                stop.wait(IDLE_SECONDS)

    def _chores(self) -> None:
        now = time.monotonic()
        if now < self._chores_at:
            return
        self._chores_at = now + CHORES_SECONDS
        audit.sequence_all()
        if self.outlet is not None and not post_answers(self.outlet, clock=_now):
            self._chores_at = now + PAUSE_SECONDS
        if now >= self._forget_at:
            self._forget_at = now + FORGET_SECONDS
            since = _now() - timedelta(days=KEPT_DAYS)
            forget_messages(before=since, dry_run=False)
            abis.forget_left_behind(since=since)
        if now >= self._compact_at:
            self._compact_at = now + COMPACT_SECONDS
            abis.compact_gallery()


def worker_of(environment: Mapping[str, str]) -> Worker:
    """The worker that an installation's variables describe (docs/reference/settings.md).

    Raises RuleBroken("mosip_address" | "mosip_partner_key" | "mosip_file").
    """
    places = environment.get("REKAM_MOSIP_SHARES", "").replace(",", " ").split()
    outlet_url = environment.get("REKAM_MOSIP_ANSWERS", "")
    outlet = None
    if outlet_url:
        outlet = Outlet.at(outlet_url, token=_first_line(environment, "REKAM_MOSIP_ANSWERS_TOKEN_FILE"))
    share = Share.at(places, login=_login(environment))
    return Worker(partner=Partner(share=share, key=_key(environment)), outlet=outlet)


def work() -> None:
    """Work until SIGINT or SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: stop.set())
    worker = worker_of(os.environ)
    warm()  # or the first search would wait for a compiler, once on a machine
    worker.run(stop)


def _login(environment: Mapping[str, str]) -> Login | None:
    url = environment.get("REKAM_MOSIP_LOGIN", "")
    if not url:
        return None
    return Login(
        url=url,
        app=environment.get("REKAM_MOSIP_APP", "regproc"),
        client=environment.get("REKAM_MOSIP_CLIENT", ""),
        secret=_first_line(environment, "REKAM_MOSIP_SECRET_FILE"),
    )


def _key(environment: Mapping[str, str]) -> PartnerKey | None:
    private = environment.get("REKAM_MOSIP_KEY_FILE", "")
    if not private:
        return None
    certificate = environment.get("REKAM_MOSIP_CERTIFICATE_FILE", "")
    return PartnerKey.read(private=_file(private), certificate=_file(certificate))


def _first_line(environment: Mapping[str, str], name: str) -> str:
    lines = _file(environment.get(name, "")).decode(errors="replace").splitlines()
    return lines[0].strip() if lines else ""


def _file(path: str) -> bytes:
    try:
        return Path(path).read_bytes() if path else b""
    except OSError as error:
        raise RuleBroken("mosip_file", file=path) from error


def _told(gone: Exception) -> str:
    return gone.code if isinstance(gone, RuleBroken) else type(gone).__name__


def _now() -> datetime:
    return datetime.now(UTC)
