"""Who asks at a door: each as a WSGI application around the server's own, with that one's proof added."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.test import Client

from rekam.cards.printing.messages import DOMAIN as PRINTING
from rekam.devices.kits.messages import DOMAIN as HEALTH
from rekam.devices.pairing.messages import ASK_DOMAIN as PAIRING
from rekam.devices.updates.asking import DOMAIN as UPDATES
from rekam.enrolment.operators.messages import SENT_DOMAIN as OFFICERS
from rekam.enrolment.sync_messages import PULL_DOMAIN as PULL
from rekam.vault import sealing
from tests.enrolment.scene import STATION
from tests.fuzz.doors import KID
from tests.verification.api.asker import ROOT, Asker

Environ = dict[str, Any]
Prove = Callable[[Environ, bytes], Mapping[str, str]]
DOMAINS = {
    "/api/v1/station/pull": PULL,
    "/api/v1/station/health": HEALTH,
    "/api/v1/station/pair": PAIRING,
    "/api/v1/station/update": UPDATES,
    "/api/v1/station/officer": OFFICERS,
    "/api/v1/printers/ask": PRINTING,
}


@dataclass(frozen=True)
class Asking:
    """The server's application as one asks it.

    prove  what is added to a request, by its environment and its body
    """

    application: Callable[[Environ, Any], Iterable[bytes]]
    prove: Prove

    def __call__(self, environ: Environ, start_response: Any) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        return self.application(environ | dict(self.prove(environ, body)), start_response)


def nobody(environ: Environ, body: bytes) -> Mapping[str, str]:
    """A stranger proves nothing."""
    return {}


def signed_in(browser: Client) -> Prove:
    """An officer, by a session."""
    cookie = "; ".join(f"{name}={one.value}" for name, one in browser.cookies.items())

    def shown(environ: Environ, body: bytes) -> Mapping[str, str]:
        return {"HTTP_COOKIE": cookie}

    return shown


def partner(*, institution: Asker, bearers: Mapping[str, str]) -> Prove:
    """Whoever is known at the door: an institution, a registered station, the other system of an ABIS.

    bearers  Authorization headers by the beginning of a path
    """

    def prove(environ: Environ, body: bytes) -> Mapping[str, str]:
        path = environ["PATH_INFO"]
        if path.startswith(ROOT):
            proof = institution.proof(environ["REQUEST_METHOD"], path.removeprefix(ROOT))
            return {"HTTP_AUTHORIZATION": f"DPoP {institution.token}", "HTTP_DPOP": proof}
        if path in DOMAINS:
            signature = sealing.sign(body, seed=STATION, domain=DOMAINS[path]).hex()
            return {"HTTP_REKAM_STATION": KID, "HTTP_REKAM_STATION_SIGNATURE": signature}
        shown = next((header for start, header in bearers.items() if path.startswith(start)), "")
        return {"HTTP_AUTHORIZATION": shown} if shown else {}

    return prove
