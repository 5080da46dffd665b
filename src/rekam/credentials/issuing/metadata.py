"""What the issuer says of itself. Source: OpenID4VCI 1.0 section 12, RFC 8414."""

import base64
from datetime import datetime

from rekam.credentials.claims import Element
from rekam.credentials.formats import jose, moments
from rekam.credentials.formats.trust import Purpose
from rekam.credentials.issuing import keys, rules
from rekam.credentials.issuing.documents import CONFIGURATIONS, Configuration, Form
from rekam.credentials.issuing.naming import product_name

PRE_AUTHORISED = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
SIGNED_KIND = "openidvci-issuer-metadata+jwt"
ES256 = -7  # COSE: RFC 9053
_NAMES = {"ktp": "KTP", "kk": "Kartu Keluarga", "kia": "Kartu Identitas Anak", "umur": "Bukti umur"}


def issuer() -> dict[str, object]:
    """`/.well-known/openid-credential-issuer`. Key attestation is not demanded."""
    base = keys.ring().issuer
    return {
        "credential_issuer": base,
        "authorization_servers": [base],
        "credential_endpoint": f"{base}/ikd/credential",
        "nonce_endpoint": f"{base}/ikd/nonce",
        "deferred_credential_endpoint": f"{base}/ikd/deferred",
        "notification_endpoint": f"{base}/ikd/notification",
        "batch_credential_issuance": {"batch_size": rules.BATCH},
        "display": [{"name": str(product_name()), "locale": "id"}],
        "credential_configurations_supported": {
            name: _configuration(one) for name, one in CONFIGURATIONS.items()
        },
    }


def signed_issuer(*, at: datetime) -> str:
    """The same as a JWT, by the key whose certificate the root made."""
    signer, told = keys.signer(Purpose.SD_JWT, at=at), issuer()
    chain = [base64.b64encode(one).decode() for one in signer.chain]
    payload = {
        "iss": told["credential_issuer"],
        "sub": told["credential_issuer"],
        "iat": moments.stamp(at),
        **told,
    }
    return jose.sign(payload, kind=SIGNED_KIND, signer=signer, x5c=chain)


def authorisation_server() -> dict[str, object]:
    """`/.well-known/oauth-authorization-server`."""
    base = keys.ring().issuer
    return {
        "issuer": base,
        "token_endpoint": f"{base}/ikd/token",
        "token_endpoint_auth_methods_supported": ["none"],
        "grant_types_supported": [PRE_AUTHORISED, "refresh_token"],
        "response_types_supported": [],
        "pre-authorized_grant_anonymous_access_supported": True,
        "dpop_signing_alg_values_supported": [jose.ALGORITHM],
        "jwks_uri": f"{base}/ikd/jwks",
    }


def jwt_vc_issuer(*, at: datetime) -> dict[str, object]:
    """`/.well-known/jwt-vc-issuer`: the keys of SD-JWT VCs (draft-ietf-oauth-sd-jwt-vc section 5)."""
    return {"issuer": keys.ring().issuer, "jwks": keys.ring().key_set(Purpose.SD_JWT, at=at)}


def _configuration(one: Configuration) -> dict[str, object]:
    return {
        **_format(one),
        "cryptographic_binding_methods_supported": ["cose_key" if one.form is Form.MDOC else "jwk"],
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": [jose.ALGORITHM]}},
        "credential_metadata": {
            "display": [{"name": _NAMES[one.kind], "locale": "id"}],
            "claims": [_claim(one, element) for element in one.type.elements],
        },
    }


def _format(one: Configuration) -> dict[str, object]:
    if one.form is Form.SD_JWT:
        algorithms: list[str | int] = [jose.ALGORITHM]
        return {
            "format": "dc+sd-jwt",
            "vct": one.type.vct,
            "credential_signing_alg_values_supported": algorithms,
        }
    cose: list[str | int] = [ES256]
    if one.form is Form.MDOC:
        return {
            "format": "mso_mdoc",
            "doctype": one.type.doctype,
            "credential_signing_alg_values_supported": cose,
        }
    return {
        "format": "rekam_claim169",
        "type": one.kind.value,
        "credential_signing_alg_values_supported": [ES256],
    }


def _claim(one: Configuration, element: Element) -> dict[str, object]:
    space = [one.type.doctype] if one.form is Form.MDOC else []
    return {"path": [*space, element.name], "mandatory": element.required}
