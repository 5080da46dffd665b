"""A service of others asks Rekam's wallet: polaris-oid4vp, in its own environment; as verifier.mjs beside it.

A line of JSON comes in: origin, certificate and key (PEM), root (PEM), vct, claims. A line with its links
goes out, and when the answer has come a line with its rows. Its web server adds the line of CORS.
"""

import importlib.metadata
import json
import sys
import threading
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography import x509
from polaris_oid4vp import serve
from polaris_oid4vp.verifier import Verifier

JUDGE = "polaris-oid4vp"
over = threading.Event()
rows: list[list[str]] = []


class Open(serve._Handler):
    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


def judged(status: int, _body: object, verdict: Any) -> None:
    said = verdict.claims.get("nama") if status == 200 else f"{verdict.code}: {verdict.reason}"
    result = "accepts it" if status == 200 and said else f"refuses: {said}"
    rows.append(
        [
            "answer of the wallet, dc+sd-jwt, direct_post.jwt, request by POST",
            f"{JUDGE} {importlib.metadata.version(JUDGE)}",
            result,
        ]
    )
    over.set()


def main() -> None:
    told = json.loads(sys.stdin.readline())
    serve._Handler = Open
    verifier = Verifier(
        client_cert_pem=told["certificate"].encode(),
        client_key_pem=told["key"].encode(),
        request_uri=told["origin"] + serve.REQUEST_PATH,
        response_uri=told["origin"] + serve.RESPONSE_PATH,
        issuer_trust_anchors=[x509.load_pem_x509_certificate(told["root"].encode())],
        vct_values=[told["vct"]],
        claims=told["claims"],
    )
    serve.serve(verifier, host="127.0.0.1", port=urlsplit(told["origin"]).port, on_verdict=judged)
    session, _ = verifier.new_request()
    print(json.dumps([urlencode(verifier.authorization_request_params(session))]), flush=True)
    over.wait(timeout=60)
    print(json.dumps(rows), flush=True)


if __name__ == "__main__":
    main()
