"""Sending answers to callbacks, to addresses that the installation names, until they arrive."""

import json
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

import httpx

from rekam.abis.osia import queries
from rekam.abis.osia.models import Task
from rekam.abis.osia.states import next_send
from rekam.abis.places import Place

SECONDS: Final = 10.0
AT_ONCE: Final = 20


@dataclass(frozen=True, repr=False)
class Outlet:
    """Where answers may go, and the token that we show there; no repr, since that is a secret."""

    places: Sequence[Place]
    token: str
    client: httpx.Client

    @classmethod
    def to(cls, places: Sequence[Place], *, token: str) -> "Outlet":
        context = ssl.create_default_context()
        return cls(places, token, httpx.Client(timeout=SECONDS, trust_env=False, verify=context))


def post_answers(outlet: Outlet, *, clock: Callable[[], datetime]) -> None:
    """Send the answers whose time has come. 204 says that one arrived; anything else is tried again."""
    for row in queries.to_send(at=clock(), most=AT_ONCE):
        if _arrived(row, outlet=outlet):
            row.delivered_at, row.send_at = clock(), None
        else:
            row.sends += 1
            row.send_at = next_send(sends=row.sends, at=clock())
        Task.objects.filter(pk=row.pk, send_at__isnull=False).update(
            delivered_at=row.delivered_at, send_at=row.send_at, sends=row.sends
        )


def address_of(task: Task) -> str:
    """The callback of a task with transactionId and taskId."""
    parts = urlsplit(task.callback)
    more = urlencode({"transactionId": task.transaction, "taskId": str(task.uuid)})
    return urlunsplit(parts._replace(query=f"{parts.query}&{more}" if parts.query else more, fragment=""))


def _arrived(row: Task, *, outlet: Outlet) -> bool:
    if not any(place.has(row.callback) for place in outlet.places):  # the installation's list was changed
        return False
    good = row.status is not None and row.status < 400
    headers = {"Content-Type": "application/json" if good else "application/error+json"}
    if outlet.token:
        headers["Authorization"] = f"Bearer {outlet.token}"
    content = json.dumps(row.answer).encode()
    try:
        told = outlet.client.post(address_of(row), content=content, headers=headers, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        return False
    return told.status_code == 204
