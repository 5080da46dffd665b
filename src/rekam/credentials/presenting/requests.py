"""The signed request that a wallet fetches. Source: OpenID4VP 1.0 section 5, RFC 9101, HAIP 1.0 section 5."""

import base64
from datetime import datetime

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.conf import settings

from rekam.credentials.formats import jose, moments
from rekam.credentials.issuing import keys
from rekam.credentials.presenting import reader_key, rules
from rekam.credentials.presenting.answers import Session
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import Template
from rekam.credentials.presenting.secrecy import Secrets

KIND = "oauth-authz-req+jwt"
AUDIENCE = "https://self-issued.me/v2"


def secrets_of(reference: str) -> Secrets:
    """The secrets of the question with that reference."""
    return Secrets(reference, settings.SECRET_KEY)


def request_address(reference: str) -> str:
    """Where the request is fetched, once."""
    return f"{keys.ring().issuer}/ikd/requests/{reference}"


def answer_address(reference: str) -> str:
    """Where the wallet posts its answer."""
    return f"{keys.ring().issuer}/ikd/answers/{reference}"


def session(reference: str, *, at: datetime) -> Session:
    """What binds an answer to this question."""
    told = secrets_of(reference)
    return Session(
        client=reader_key.client_id(reader_key.signer(at=at)),
        nonce=told.nonce,
        state=told.state,
        response_uri=answer_address(reference),
        key=told.key,
    )


def signed(row: Question, reference: str, *, at: datetime) -> str:
    """The request object of a question, by the office's own certificate."""
    signer, bound, told = reader_key.signer(at=at), session(reference, at=at), secrets_of(reference)
    payload = {
        "iss": bound.client,
        "client_id": bound.client,
        "aud": AUDIENCE,
        "iat": moments.stamp(at),
        "exp": moments.stamp(row.asked_at + rules.LIFE),
        "response_type": "vp_token",
        "response_mode": "direct_post.jwt",
        "response_uri": bound.response_uri,
        "nonce": bound.nonce,
        "state": bound.state,
        "purpose": row.purpose,
        "dcql_query": rules.query(Template(row.template)),
        "client_metadata": {
            "client_name": _name(signer.chain[0]),
            "jwks": {"keys": [told.public_jwk]},
            "encrypted_response_enc_values_supported": ["A256GCM"],
            "vp_formats_supported": {
                rules.SD_JWT: {"sd-jwt_alg_values": ["ES256"], "kb-jwt_alg_values": ["ES256"]},
                rules.MDOC: {"issuerauth_alg_values": [-7], "deviceauth_alg_values": [-7]},
            },
        },
    }
    chain = [base64.b64encode(one).decode() for one in signer.chain]
    return jose.sign(payload, kind=KIND, signer=signer, x5c=chain)


def _name(der: bytes) -> str:
    told = x509.load_der_x509_certificate(der).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(told[0].value)
