"""A question of an officer, and a phone with a KTP of the office in both forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from joserfc import jwe
from joserfc.jwk import ECKey

from rekam.credentials import claims, key_files
from rekam.credentials.formats import base64url, jose, mdoc, sd_jwt
from rekam.credentials.formats.credential import StatusPlace
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.issuing import keys
from rekam.credentials.presenting import services
from rekam.credentials.presenting.rules import MDOC_ID, SD_JWT_ID, Template
from rekam.credentials.presenting.services import Asked
from tests.credentials import world
from tests.credentials.world import HOLDER

PLACE = 4_711


@dataclass
class Holder:
    """A phone that answers a question; `state`, `nonce` and `audience` can be told to be wrong."""

    client: Client
    asked: Asked
    request: dict[str, Any] = field(default_factory=dict)

    def fetch(self) -> HttpResponse:
        link = parse_qs(urlsplit(self.asked.link).query)
        answer = self.client.get(urlsplit(link["request_uri"][0]).path)
        if answer.status_code == 200:
            token = jose.read(answer.content.decode(), kinds=frozenset({"oauth-authz-req+jwt"}))
            self.request = dict(token.payload)
            assert self.request["client_id"] == link["client_id"][0]
        return cast(HttpResponse, answer)

    def show_sd_jwt(
        self, *, show: tuple[str, ...] = ("age_over_17",), at: datetime | None = None, **changed: str
    ) -> str:
        told = {"audience": self.request["client_id"], "nonce": self.request["nonce"], **changed}
        return sd_jwt.present(issued_sd_jwt(), show=show, holder=HOLDER, at=at or datetime.now(UTC), **told)

    def show_mdoc(self, **changed: str) -> str:
        thumbprint = base64url.decode(
            ECKey.import_key(self.request["client_metadata"]["jwks"]["keys"][0]).thumbprint()
        )
        told = {
            "client": self.request["client_id"],
            "nonce": self.request["nonce"],
            "response_uri": self.request["response_uri"],
            **changed,
        }
        transcript = mdoc.session_transcript(thumbprint=thumbprint, **told)
        held = mdoc.Held(world.KTP.doctype, issued_mdoc())
        return base64url.encode(
            mdoc.present(held, show=["age_over_17"], holder=HOLDER, transcript=transcript)
        )

    def answer(self, tokens: Mapping[str, Any], **changed: Any) -> HttpResponse:
        told = {"vp_token": tokens, "state": self.request["state"], **changed}
        key = ECKey.import_key(self.request["client_metadata"]["jwks"]["keys"][0])
        closed = jwe.encrypt_compact({"alg": "ECDH-ES", "enc": "A256GCM"}, jose.to_json(told), key)
        return self.post(response=closed)

    def post(self, **fields: str) -> HttpResponse:
        path = urlsplit(self.request["response_uri"]).path
        answer = self.client.post(path, urlencode(fields), content_type="application/x-www-form-urlencoded")
        return cast(HttpResponse, answer)


def issued_sd_jwt() -> str:
    at = datetime.now(UTC)
    return sd_jwt.issue(
        claims.for_sd_jwt(world.KTP, world.FACTS),
        kind=world.KTP.vct,
        issuer=keys.ring().issuer,
        holder=HOLDER.public,
        issued=at - timedelta(minutes=1),
        expires=at + timedelta(days=1),
        status=StatusPlace(f"{keys.ring().issuer}/ikd/status/1", PLACE),
        signer=keys.signer(Purpose.SD_JWT, at=at),
        entropy=world.entropy(),
    )


def issued_mdoc() -> bytes:
    at = datetime.now(UTC)
    return mdoc.issue(
        claims.for_mdoc(world.KTP, world.FACTS),
        kind=world.KTP.doctype,
        holder=HOLDER.public,
        issued=at,
        expires=at + timedelta(days=1),
        status=StatusPlace(f"{keys.ring().issuer}/ikd/status/1", PLACE),
        signer=keys.signer(Purpose.DOCUMENT, at=at),
        entropy=world.entropy(),
    )


@pytest.fixture(scope="session")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys of yesterday: a status list is dated up to five minutes back."""
    folder, at = tmp_path_factory.mktemp("keys"), datetime.now(UTC) - timedelta(days=1)
    key_files.make(folder, issuer="http://testserver", name="Disdukcapil Kota Serang", at=at)
    return folder


@pytest.fixture
def holder(issuer: Path, client: Client) -> Callable[..., Holder]:
    """Asks, and gives the phone that scanned the code; it has fetched the request unless told otherwise."""

    def asked(*, template: Template = Template.AGE, fetched: bool = True, **how: Any) -> Holder:
        made = services.ask(
            template=template, purpose="beli rokok", actor="rina", at=datetime.now(UTC), **how
        )
        phone = Holder(client, made)
        if fetched:
            assert phone.fetch().status_code == 200
        return phone

    return asked


def sd_jwt_token(text: str) -> dict[str, list[str]]:
    return {SD_JWT_ID: [text]}


def mdoc_token(text: str) -> dict[str, list[str]]:
    return {MDOC_ID: [text]}
