"""The digital ID: KTP, KK and KIA as signed credentials that a phone shows and a reader checks offline.

claims       one table of what they say, from which all three formats are made
formats      SD-JWT VC, ISO mdoc, Claim 169 and the Token Status List (pure)
signing      the six keys and their rotation; `pkcs11` for keys in hardware, `certificates` for the root
verdict      valid, invalid, suspended or unknown
issuing      what OpenID4VCI asks of an issuer, as rules
"""
