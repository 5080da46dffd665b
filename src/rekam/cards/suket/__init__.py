"""The suket: a letter that stands in for the card of somebody who is recorded and waits for it.

Words: a *letter* is one numbered paper; its *code* is the status of that day at the lower right (Pro, SFE,
PRR, DUP, EFAC); its *key* is what the QR holds and the public check page asks for.
"""
