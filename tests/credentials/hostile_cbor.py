"""CBOR that says much with few bytes, or one thing in two ways."""

from rekam.credentials.formats import cbor
from tests.credentials.case import Case

_MALFORMED = {
    "indefinite-list": "9f01ff",
    "indefinite-map": "bf0102ff",
    "indefinite-bytes": "5f41aa41bbff",
    "indefinite-text": "7f6161ff",
    "key-twice": "a201010102",
    "trailing-byte": "0101",
    "nothing": "",
    "cut": "8201",
    "depth-17": "81" * 17 + "01",
    "tags-17-deep": "d818" * 17 + "40",
    "big-number": "c249010000000000000000",
    "decimal-with-a-huge-exponent": "c4821b7fffffffffffffff01",
    "shared-value": "d81c80",
    "reference": "d81d00",
    "string-reference": "d9010080",
    "regular-expression": "d8236161",
    "set": "d9010281" + "01",
    "self-described": "d9d9f701",
    "unknown-tag": "d9303901",
    "epoch-date": "c100",
    "date-of-a-number": "c001",
    "bad-utf-8": "62c328",
}
CASES = (
    *(
        Case(f"cbor/{name}", "credential_malformed", lambda told=told: cbor.read(bytes.fromhex(told)))  # type: ignore[misc]
        for name, told in _MALFORMED.items()
    ),
    Case("cbor/too-large", "credential_too_large", lambda: cbor.read(bytes(64 * 1024 + 1))),
)
