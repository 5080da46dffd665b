"""Keys that protect nothing: everybody makes them from these words, to open recorded messages."""

import hashlib
import json

from rekam.kernel.places import write_private
from rekam.vault import sealing
from rekam.vault.keys import keys_folder, make_keys


def seed(name: str) -> bytes:
    """32 bytes out of a word."""
    return hashlib.sha256(b"rekam, tests.upgrade: " + name.encode()).digest()


def use_toy_seal_key() -> None:
    """Let the server of this data folder open what was sealed to the recorded server's key."""
    make_keys()
    private = seed("server")
    public = sealing.seal_public(private)
    kid = sealing.kid_of(public)
    path = keys_folder() / "server-keys.json"
    told = json.loads(path.read_text())
    made = {**told["made"], kid: "2026-11-23"}
    write_private(keys_folder() / "opening-keys.json", json.dumps({kid: private.hex()}).encode())
    write_private(path, json.dumps({**told, "seal": {kid: public.hex()}, "made": made}).encode())
