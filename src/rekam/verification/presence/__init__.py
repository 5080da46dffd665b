"""The card instead of a typed code: a person shows the KTP digital from a phone, and says yes by showing it.

rules     where a presentation stands and whether it covers a question (pure)
services  asking, looking, and using one once; credentials.presenting speaks with the wallet
The institution hears a verdict. What was shown it does not read: the office compares the NIK.
"""
