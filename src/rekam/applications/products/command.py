"""`rekam papers`: check a paper of the office without a network, by the keys that it publishes."""

import argparse
import sys
from pathlib import Path

from rekam.applications.products import keyset, signed
from rekam.applications.products.signed import Stated
from rekam.kernel.errors import RuleBroken
from rekam.vault.queries import server_keys

MOST_BYTES = 5 * 1024 * 1024
NOT_OURS = 1


def main(arguments: list[str]) -> int:
    """verify: 0 for a paper that the office signed, 1 for every other; keys: the set that others keep."""
    parser = argparse.ArgumentParser(prog="rekam papers", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help="a PDF, or the text of a QR")
    verify.add_argument("paper", metavar="FILE|TEXT")
    verify.add_argument("--keys", type=Path, metavar="FILE", help="key set; else this server's own")
    acts.add_parser("keys", help="print the public keys as a key set")
    chosen = parser.parse_args(arguments)
    if chosen.act == "keys":
        print(keyset.write(server_keys().paper_public), end="")
        return 0
    try:
        return _verify(chosen.paper, keys=_keys(chosen.keys))
    except RuleBroken as broken:
        print(f"NOT CONFIRMED: {broken.code}", file=sys.stderr)
        return NOT_OURS


def _keys(path: Path | None) -> dict[str, bytes]:
    return keyset.read(path.read_text()) if path else server_keys().paper_public


def _verify(paper: str, *, keys: dict[str, bytes]) -> int:
    path = Path(paper) if len(paper) < 256 and "#" not in paper else None
    if path is None or not path.is_file():
        _say(signed.read(paper, keys=keys))
        print("Compare number, day, initials and year of birth with the sheet; the rest is not in the QR.")
        return 0
    with path.open("rb") as opened:
        carried = signed.find_carried(opened.read(MOST_BYTES))
    _say(signed.check_carried(carried, keys=keys))
    for label, value in carried.facts.get("rows", ()):
        print(f"  {label}: {value}")
    for member in carried.facts.get("family", ()):
        print(f"  {', '.join(member)}")
    print("These words were signed. Where the pages show others, the pages were altered.")
    return 0


def _say(stated: Stated) -> None:
    print(f"signed by {stated.kid} of office {stated.office}")
    print(f"{stated.kind.value} {stated.number}, {stated.issued_on}, {stated.initials}, {stated.birth_year}")
