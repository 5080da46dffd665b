"""The wire formats of credentials, written by hand on `cryptography` and `cbor2` (pure).

sd_jwt       SD-JWT (RFC 9901) and SD-JWT VC (draft-ietf-oauth-sd-jwt-vc-19)
mdoc         ISO/IEC 18013-5 documents, shown by OpenID4VP 1.0
claim169     Claim 169 1.2.0 in a CWT in a QR code; live: wrapped by the holder for thirty seconds
status_list  Token Status List (draft-ietf-oauth-status-list-20)

What they share: `jose` and `cose` (signed envelopes), `cbor` (the strict reader), `trust` (whose keys count).
A reader raises RuleBroken with a code of docs/reference/credentials.md; it never answers "valid": that is
`rekam.credentials.verdict`, which also asks the status list.
"""
