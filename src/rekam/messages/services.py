"""Handing messages to whatever sends them: a folder that a gateway empties (docs/reference/messages.md)."""

import json
import os
from pathlib import Path


def outbox() -> Path | None:
    """The folder for messages, REKAM_MESSAGES; None where the office sends none."""
    told = os.environ.get("REKAM_MESSAGES", "")
    return Path(told) if told else None


def deliver(*, key: str, to: str, text: str) -> bool:
    """Put one message into the folder, complete or not at all; whether there is such a folder.

    key   names it: the same key again replaces it, so that a repeat sends nothing twice that still waits
    to    a clean telephone number
    Raises OSError where the folder cannot be written.
    """
    folder = outbox()
    if folder is None:
        return False
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = folder / f".{key}.new"
    aside.write_text(json.dumps({"key": key, "to": to, "text": text}, ensure_ascii=False), encoding="utf-8")
    aside.chmod(0o600)
    aside.replace(folder / f"{key}.json")
    return True
