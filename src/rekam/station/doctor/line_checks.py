"""The server and the clock: one question over the line, whose answer must be Rekam's own."""

import datetime
import email.utils
import ssl

import httpx

from rekam.kernel.errors import RuleBroken
from rekam.station.doctor.findings import Finding, Level
from rekam.station.sync import check_server
from rekam.station.uploading import DOOR, TUS

SECONDS = 8.0
TOLERANCE = datetime.timedelta(minutes=5)  # as device answers have
NO_CLOCK = Finding(check="clock", code="clock_not_compared", level=Level.UNSEEN)


def check_line(server: str, *, at: datetime.datetime) -> tuple[Finding, Finding]:
    """Whether the server answers as Rekam does, and how far this clock is from its own.

    A captive portal answers too, with a page of its own; that is neither a receipt nor a clock.
    """
    if not server:
        return Finding(check="server", code="server_not_set", level=Level.WATCH), NO_CLOCK
    try:
        answer = _ask(check_server(server))
    except RuleBroken as broken:
        level = Level.WATCH if broken.code == "server_unreachable" else Level.WRONG  # offline is no fault
        return Finding(check="server", code=broken.code, level=level), NO_CLOCK
    if "Tus-Version" not in answer.headers:
        page = answer.is_redirect or "html" in answer.headers.get("Content-Type", "")
        code = "captive_portal" if page and answer.status_code < 400 else "server_answer_invalid"
        facts = {"status": answer.status_code}
        return Finding(check="server", code=code, level=Level.WRONG, facts=facts), NO_CLOCK
    return Finding(check="server", code="server_answers"), _clock(answer, at=at)


def _ask(server: str) -> httpx.Response:
    try:
        with httpx.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client:
            return client.options(f"{server}{DOOR}", headers=TUS)
    except httpx.HTTPError as error:
        code = "server_certificate_wrong" if _is_about_tls(error) else "server_unreachable"
        raise RuleBroken(code) from error


def _is_about_tls(error: BaseException) -> bool:
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, ssl.SSLError):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _clock(answer: httpx.Response, *, at: datetime.datetime) -> Finding:
    try:
        told = email.utils.parsedate_to_datetime(answer.headers["Date"])
    except (KeyError, ValueError):
        return NO_CLOCK
    off = at - told
    facts = {"seconds": int(off.total_seconds())}
    if abs(off) > TOLERANCE:
        return Finding(check="clock", code="clock_wrong", level=Level.WATCH, facts=facts)
    return Finding(check="clock", code="clock_sound", facts=facts)
