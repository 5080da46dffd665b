"""The ABIS as MOSIP asks it: six messages, answered in order, keyed by MOSIP's reference ids.

A reference id leads to an opaque subject of the abis and to nothing else; no personal data comes in.
`rules` and `answers` are the messages, `opening` and `records` what the data share gives, `shares` its line.
Source: MOSIP ABIS API 0.9, messages of version 1.1; docs/reference/mosip-abis.md.
"""
