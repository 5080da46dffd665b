"""The generator of hostile cases: what a reader or an issuer must refuse, each by its name and its code.

Names are those of the OpenID conformance suite where it has one (its modules oid4vp-1final-verifier-...).
Every case is made by a builder written apart from the product, out of plain values, with one thing wrong.
"""

from tests.credentials import hostile_cbor, hostile_mdoc, hostile_qr, hostile_sd_jwt, hostile_status
from tests.credentials.case import Case
from tests.credentials.issuing import hostile_requests

CASES: tuple[Case, ...] = (
    *hostile_sd_jwt.CASES,
    *hostile_mdoc.CASES,
    *hostile_qr.CASES,
    *hostile_status.CASES,
    *hostile_cbor.CASES,
    *hostile_requests.CASES,
)
