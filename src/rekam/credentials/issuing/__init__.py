"""How a phone gets its credentials: OpenID4VCI 1.0 with a pre-authorised code, as rules (pure).

rules    the code of an officer and the number that goes with it: tries, time, one use, one phone
dpop     every request is signed by the phone's key for tokens (RFC 9449)
nonces   what a proof must answer to; made without a table
proofs   each key that a credential is to be bound to shows that somebody holds it
"""
