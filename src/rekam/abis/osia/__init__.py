"""The ABIS as OSIA asks it: persons of encounters in galleries, searched and compared over REST.

A person's and an encounter's id are the other system's and opaque; an encounter leads to one subject of the
abis. No personal data come in but the images themselves: what else an OSIA message may carry is refused.
`rules`, `images` and `answers` are the messages.
Source: OSIA ABIS Interface 1.6.0 (Secure Identity Alliance, abis.yaml); docs/reference/osia-abis.md.
"""
