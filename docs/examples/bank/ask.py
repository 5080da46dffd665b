"""Ask the office whether what you hold of a person is as recorded, and keep the receipt.

    python ask.py client.json question.json

Needs cryptography and httpx. client.json comes from the office (`rekam verification sandbox`, or with your
contract); key.pem beside it is your own and leaves your machine never.
"""

import base64
import hashlib
import json
import sys
import time
import uuid
from pathlib import Path

import httpx
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def b64(data: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Office:
    """The office's API, asked with one key.

    address   where requests go: the office, or your X-Road security server
    audience  how the office names its API; tokens and proofs name it so, whatever the address is
    """

    def __init__(self, *, client_id: str, address: str, audience: str, key: EllipticCurvePrivateKey) -> None:
        self.client_id, self.audience, self.key = client_id, audience, key
        self.http = httpx.Client(base_url=address, timeout=10)
        self.token, self.ends = "", 0.0

    def ask(self, question: bytes) -> httpx.Response:
        """Send a question, or a comparison where it has samples of a face or fingers.

        The receipt speaks of exactly these bytes. After a broken line send them again.
        """
        path = "/comparisons" if "samples" in json.loads(question) else "/questions"
        if time.time() > self.ends:
            self.sign_in()
        headers = {
            "Authorization": f"DPoP {self.token}",
            "DPoP": self.proof(method="POST", path=path),
            "Content-Type": "application/json",
        }
        return self.http.post(path, content=question, headers=headers)

    def sign_in(self) -> None:
        """Get a token for ten minutes: a JWT signed by the key says who we are (RFC 7523)."""
        now = int(time.time())
        claims = {
            "iss": self.client_id,
            "sub": self.client_id,
            "aud": f"{self.audience}/token",
            "iat": now,
            "exp": now + 120,
            "jti": uuid.uuid4().hex,
        }
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": self.signed({"typ": "JWT"}, claims),
        }
        answer = self.http.post("/token", data=form)
        answer.raise_for_status()
        self.token, self.ends = answer.json()["access_token"], now + answer.json()["expires_in"] - 30

    def proof(self, *, method: str, path: str) -> str:
        """A request is signed by the key to which the token belongs (DPoP, RFC 9449)."""
        numbers = self.key.public_key().public_numbers()
        jwk = {"kty": "EC", "crv": "P-256"}
        jwk |= {"x": b64(numbers.x.to_bytes(32, "big")), "y": b64(numbers.y.to_bytes(32, "big"))}
        claims = {
            "htm": method,
            "htu": f"{self.audience}{path}",
            "iat": int(time.time()),
            "jti": uuid.uuid4().hex,
            "ath": b64(hashlib.sha256(self.token.encode()).digest()),
        }
        return self.signed({"typ": "dpop+jwt", "jwk": jwk}, claims)

    def signed(self, header: dict[str, object], claims: dict[str, object]) -> str:
        """A compact JWT by ES256."""
        parts = [b64(json.dumps(one).encode()) for one in ({"alg": "ES256", **header}, claims)]
        r, s = decode_dss_signature(self.key.sign(".".join(parts).encode(), ECDSA(hashes.SHA256())))
        return ".".join([*parts, b64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))])


def open_office(client: Path) -> Office:
    """The office of a client.json, with the key.pem beside it."""
    told = json.loads(client.read_text())
    key = serialization.load_pem_private_key((client.parent / "key.pem").read_bytes(), password=None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise SystemExit("key.pem must be an EC key on P-256")
    return Office(client_id=told["client_id"], address=told["address"], audience=told["audience"], key=key)


def main() -> int:
    """0 = confirmed, 1 = not confirmed, 2 = refused; the answer is printed, the receipt in it."""
    client, question = (Path(name) for name in sys.argv[1:3])
    answer = open_office(client).ask(question.read_bytes())
    print(json.dumps(answer.json(), indent=1))
    if answer.status_code != 200:
        return 2
    return 0 if answer.json()["confirmed"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
