"""The real pages on a port of the loopback, and a client that keeps one connection open."""

import http.client
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from urllib.parse import urlencode

from rekam.config.processes import Family, answers, free_port
from rekam.config.serve import environment, web_words

PATH = "/register/"


class Page:
    """The search page, as an officer who signed in has it open."""

    def __init__(self, *, port: int, session: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port)
        self._cookies = f"sessionid={session}"
        answer = self._ask("GET")
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', answer)
        assert token is not None, "the page asks to sign in"
        self._token = token[1]

    def open(self) -> str:
        """The page with nothing asked."""
        return self._ask("GET")

    def search(self, text: str) -> str:
        """The page after something was asked."""
        return self._ask("POST", body=urlencode({"csrfmiddlewaretoken": self._token, "cari": text}))

    def _ask(self, method: str, *, body: str = "") -> str:
        headers = {"Cookie": self._cookies, "Content-Type": "application/x-www-form-urlencoded"}
        self._line.request(method, PATH, body=body or None, headers=headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, (answer.status, text[:500])
        for cookie in answer.headers.get_all("Set-Cookie", []):
            if cookie.startswith("csrftoken=") and "csrftoken" not in self._cookies:
                self._cookies += "; " + cookie.split(";")[0]
        return text


def lift_limits() -> None:
    """Let one officer ask all day: neither the day's limit nor the watch over reading ends the run."""
    os.environ["REKAM_READING"] = ",".join(
        f"{name}=1000000000" for name in ("alone", "lines", "night", "missed", "slow")
    )
    os.environ["REKAM_DAILY_LOOKS"] = "operator=1000000000"


def begin_day(officer: str) -> None:
    """Let an officer's day begin now, as when his stop is lifted: each page reads the whole of it."""
    from rekam.accounts.caps.models import ReadingStop
    from rekam.accounts.caps.reading import Sign

    now = datetime.now(UTC)
    ReadingStop.objects.create(
        username=officer, sign=Sign.ALONE, number=0, most=0, at=now, ended_at=now, seen_by="benchmark"
    )


@contextmanager
def serving(*, officer: str) -> Iterator[Page]:
    """The pages of this database as `rekam serve` serves them, without its worker."""
    port = free_port(8400)
    family = Family()
    try:
        session = _session(officer)
        web = web_words(host="127.0.0.1", port=port)
        family.start("web", *web, environment=environment("rekam.config.settings.server"))
        assert answers(port, seconds=30)
        yield Page(port=port, session=session)
    finally:
        family.stop()


def _session(officer: str) -> str:
    """A signed-in session, made as signing in makes it."""
    from django.test import Client

    from rekam.accounts.models import Account

    client = Client()
    client.force_login(Account.objects.get(username=officer))
    return str(client.cookies["sessionid"].value)
