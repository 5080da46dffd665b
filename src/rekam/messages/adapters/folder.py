"""A folder that a gateway of the office empties (docs/reference/messages.md)."""

import json
from pathlib import Path

from rekam.messages.adapters import Parcel, Undelivered


class Folder:
    """Writes each message as one file, complete or not at all, that only its owner can read."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)

    def carry(self, parcel: Parcel) -> None:
        """The same key again replaces a file that still lies there. Raises Undelivered("folder_away")."""
        told = {"key": parcel.key, "channel": parcel.to.channel, "to": parcel.to.address}
        told |= {"subject": parcel.subject, "text": parcel.text}
        aside = self.folder / f".{parcel.key}.new"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            aside.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
            aside.chmod(0o600)
            aside.replace(self.folder / f"{parcel.key}.json")
        except OSError as error:
            raise Undelivered("folder_away", again=True) from error
