"""`rekam updates`: new versions for the stations, made and signed on machines without a network.

`key` makes a signer's key, `trust` the list of signers that laptops are set up with, `rotate` the next list;
`make` builds a bundle, `sign` adds one signature, `show` tells what is in it and who signed.
`publish`, `withdraw` and `list` belong on the server: what it gives to which stations.
"""

import argparse
import getpass
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import rekam
from rekam.devices.updates import making, publishing, signer_keys
from rekam.devices.updates.bundle import decode_manifest
from rekam.devices.updates.reading import open_bundle, read_head
from rekam.devices.updates.trust import (
    KEYS_DOMAIN,
    LEAST_SIGNERS,
    encode_rotation,
    new_trust,
    read_trust,
    signed_rotation,
    write_trust,
)
from rekam.kernel.commands import set_up, system_user
from rekam.kernel.errors import RuleBroken
from rekam.station.updating.checking import STORES
from rekam.vault import sealing

SOURCE: Final = Path(rekam.__file__).parent


def main(arguments: list[str]) -> int:
    """Do as asked; 0 = done, 1 = refused (the code is printed by `rekam`)."""
    chosen = _parser().parse_args(arguments)
    acts = {
        "key": _key,
        "trust": _trust,
        "rotate": _rotate,
        "make": _make,
        "sign": _sign,
        "show": _show,
        "publish": _publish,
        "withdraw": _withdraw,
        "list": _list,
    }
    return acts[chosen.act](chosen)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rekam updates", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    key = acts.add_parser("key", help="a signer's key, closed with a passphrase; prints its public half")
    key.add_argument("file", type=Path)
    trust = acts.add_parser("trust", help="the list of signers, for `rekam station update --set-up`")
    _list_of_signers(trust)
    rotate = acts.add_parser("rotate", help="the next list, signed by keys of the old one and of its own")
    rotate.add_argument("--old", type=Path, required=True, help="the list that laptops have")
    rotate.add_argument("--key", type=Path, action="append", required=True, help="repeat for each signer")
    _list_of_signers(rotate)
    make = acts.add_parser("make", help="a bundle of this copy of Rekam, not yet signed")
    make.add_argument("file", type=Path)
    make.add_argument("--number", type=int, required=True, help="higher than every one before")
    make.add_argument("--name", required=True, help="of the version, such as 0.2.0")
    make.add_argument("--least", type=int, default=0, help="the lowest number it can follow (0)")
    make.add_argument("--platform", required=True, help="such as linux-x86_64")
    make.add_argument("--python", required=True, help="such as 3.11")
    make.add_argument("--base", type=Path, required=True, help="the pins that the laptops were set up with")
    make.add_argument("--pins", type=Path, required=True, help="the pins of this version")
    make.add_argument("--wheels", type=Path, help="folder with the wheels of what differs between the two")
    make.add_argument("--made", help="ISO 8601 with zone; the same moment makes the same file (now)")
    make.add_argument("--days", type=int, default=making.GOOD_FOR.days, help="how long it may be installed")
    make.add_argument("--rotation", type=Path, action="append", default=[], help="a new list to carry")
    sign = acts.add_parser("sign", help="add a signature")
    sign.add_argument("file", type=Path)
    sign.add_argument("--key", type=Path, required=True)
    sign.add_argument("--unseen", action="store_true", help="without comparing it with this copy of Rekam")
    show = acts.add_parser("show", help="what is in a bundle, and whether a laptop with this list takes it")
    show.add_argument("file", type=Path)
    show.add_argument("--keys", type=Path, help="the list of signers")
    publish = acts.add_parser("publish", help="on the server: give it out; again to give it to more")
    publish.add_argument("file", type=Path)
    publish.add_argument("--keys", type=Path, required=True, help="the list of signers that laptops have")
    publish.add_argument("--share", type=int, default=100, help="percent of the stations (100)")
    publish.add_argument(
        "--station", action="append", default=[], help="a key id; also these, whatever the share"
    )
    withdraw = acts.add_parser("withdraw", help="on the server: give it out no longer")
    withdraw.add_argument("number", type=int)
    acts.add_parser("list", help="on the server: what is given out")
    return parser


def _list_of_signers(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--public", action="append", required=True, help="hexadecimal; repeat for each signer"
    )
    parser.add_argument("--threshold", type=int, default=LEAST_SIGNERS, help="how many must sign (2)")


def _key(chosen: argparse.Namespace) -> int:
    word = _asked("Passphrase of the new key: ")
    if word != _asked("Once more: "):
        raise RuleBroken("passphrase_wrong")
    public = signer_keys.make(chosen.file, passphrase=word)
    print(f"{sealing.kid_of(public)}  {public.hex()}")
    return 0


def _trust(chosen: argparse.Namespace) -> int:
    trust = new_trust(list(map(bytes.fromhex, chosen.public)), threshold=chosen.threshold)
    chosen.file.write_bytes(write_trust(trust))
    print(f"{trust.threshold} of {len(trust.keys)}: {', '.join(sorted(trust.keys))}")
    return 0


def _rotate(chosen: argparse.Namespace) -> int:
    old = read_trust(chosen.old.read_bytes())
    publics = list(map(bytes.fromhex, chosen.public))
    body = encode_rotation(new_trust(publics, threshold=chosen.threshold, serial=old.serial + 1))
    seeds = [_seed(path) for path in chosen.key]
    signatures = {
        sealing.kid_of(sealing.signing_public(seed)): sealing.sign(body, seed=seed, domain=KEYS_DOMAIN)
        for seed in seeds
    }
    chosen.file.write_bytes(signed_rotation(body, signatures=signatures))
    print(f"list {old.serial + 1}, signed by {len(signatures)}; give it to `make --rotation` from now on")
    return 0


def _make(chosen: argparse.Namespace) -> int:
    made = datetime.fromisoformat(chosen.made) if chosen.made else datetime.now(UTC).replace(microsecond=0)
    recipe = making.Recipe(
        number=chosen.number,
        name=chosen.name,
        least=chosen.least,
        made=made,
        platform=chosen.platform,
        python=chosen.python,
        base=chosen.base,
        locked=chosen.pins,
        wheels=chosen.wheels,
        stores=STORES,
        good_for=timedelta(days=chosen.days),
    )
    manifest = making.make(recipe, source=SOURCE, to=chosen.file)
    making.carry_rotations(chosen.file, rotations=[path.read_bytes() for path in chosen.rotation])
    print(f"{chosen.file}: {len(manifest.files)} files, {chosen.file.stat().st_size / 2**20:.1f} MiB")
    print(f"made {made.isoformat()}; a second signer makes the same with --made")
    return 0


def _sign(chosen: argparse.Namespace) -> int:
    manifest = making.sign(chosen.file, seed=_seed(chosen.key), source=None if chosen.unseen else SOURCE)
    head, _ = read_head(chosen.file)
    print(f"{manifest.name} ({manifest.number}) has {len(head.signatures)} signatures")
    return 0


def _show(chosen: argparse.Namespace) -> int:
    head, _ = read_head(chosen.file)
    manifest = decode_manifest(head.manifest)
    print(f"{manifest.name} ({manifest.number}), after {manifest.least} or later")
    print(f"{manifest.platform}, Python {manifest.python}; made {manifest.made}, until {manifest.expires}")
    print(f"{len(manifest.files)} files, {manifest.tree_bytes / 2**20:.1f} MiB unpacked")
    for kid in sorted(head.signatures):
        print(f"signed by {kid}")
    if chosen.keys is not None:
        open_bundle(chosen.file, trust=read_trust(chosen.keys.read_bytes()))
        print("a laptop with this list believes it")
    return 0


def _publish(chosen: argparse.Namespace) -> int:
    trust = read_trust(chosen.keys.read_bytes())
    manifest = open_bundle(chosen.file, trust=trust).manifest
    stations = ", ".join(chosen.station)
    _tell("devices.update.published", number=manifest.number, share=chosen.share, stations=stations)
    publishing.publish(chosen.file, trust=trust, share=chosen.share, stations=chosen.station)
    return _list(chosen)


def _withdraw(chosen: argparse.Namespace) -> int:
    _tell("devices.update.withdrawn", number=chosen.number)
    publishing.withdraw(chosen.number)
    return _list(chosen)


def _tell(action: str, *, number: int, share: int = 0, stations: str = "") -> None:
    """Write down what is about to be given to laptops: without its entry nothing is."""
    set_up()
    from rekam.audit.services import record

    record(
        action,
        actor=system_user(),
        at=datetime.now(UTC),
        purpose="system",
        number=number,
        share=share,
        stations=stations,
    )


def _list(_: argparse.Namespace) -> int:
    for one in publishing.published():
        named = f" and {', '.join(one.stations)}" if one.stations else ""
        print(f"{one.name} ({one.number}): {one.share} % of the stations{named}")
    return 0


def _seed(path: Path) -> bytes:
    return signer_keys.load(path, passphrase=_asked(f"Passphrase of {path.name}: "))


def _asked(prompt: str) -> str:
    """At the terminal; from a pipe, one line."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
