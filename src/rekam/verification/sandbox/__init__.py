"""Where an institution tries its client: invented people only, clients and answers apart from the register.

people    who is there (pure); docs/how-to/ask-from-a-bank.md lists them
rules     an answer about them, by the same rules as a real one (pure)
keys      a public key as somebody pastes it (pure)
services  opening a client for a public key; by anybody at /lembaga/coba/, for thirty days
"""
