"""Sending answers to MOSIP's side, where the installation names an address for them."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import httpx

from rekam.abis.mosip import queries, services
from rekam.abis.mosip.shares import place_at

SECONDS = 10.0
AT_ONCE = 50


@dataclass(frozen=True, repr=False)
class Outlet:
    """Where answers go, and the token that we show there; no repr, since that is a secret."""

    url: str
    token: str
    client: httpx.Client

    @classmethod
    def at(cls, url: str, *, token: str) -> "Outlet":
        """Raises RuleBroken("mosip_address")."""
        place_at(url)
        return cls(
            url, token, httpx.Client(timeout=SECONDS, trust_env=False, verify=ssl.create_default_context())
        )


def post_answers(outlet: Outlet, *, clock: Callable[[], datetime]) -> bool:
    """Send what was not taken yet, in order; False where the other side did not take one: try again later."""
    headers = {"Authorization": f"Bearer {outlet.token}"}
    for row in queries.untaken(most=AT_ONCE):
        try:
            told = outlet.client.post(outlet.url, json=row.answer, headers=headers, follow_redirects=False)
        except httpx.HTTPError:
            return False
        if not told.is_success:
            return False
        services.take_answer(row.request_id, at=clock())
    return True
