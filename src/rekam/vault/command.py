"""`rekam keys`: make the server's keys, list their ids, and put new ones in the place of older ones."""

import argparse
from datetime import UTC, date, datetime
from typing import Final

from rekam.kernel.installation import office_day
from rekam.vault import rotation
from rekam.vault.keys import checkpoint_keys, keys_folder, make_keys, opening_keys, server_keys

TO_THE_SAFE: Final = "Copy {folder} to a safe now: without it nothing opens."


def main(arguments: list[str]) -> int:
    """Change the keys as asked, then list kids and public halves; never a secret."""
    chosen = _parser().parse_args(arguments)
    today = office_day(datetime.now(UTC))
    told = _act(chosen, today=today)
    if told:
        print(told)
    if chosen.act in {"make", "announce", "use"}:
        print(TO_THE_SAFE.format(folder=keys_folder()))
    _list(today=today)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="rekam keys", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    acts.add_parser("make", help="once, before the first start")
    acts.add_parser("list", help="ids and public halves")
    acts.add_parser("announce", help="add a key of each sort; stations hear of it with their next work list")
    use = acts.add_parser("use", help=f"sign by the announced keys, {rotation.HEARD_WITHIN.days} days later")
    use.add_argument("--early", action="store_true", help="now: after a theft")
    revoke = acts.add_parser("revoke", help="trust a replaced receipt or paper key no longer")
    revoke.add_argument("kid", help="its id, as listed")
    acts.add_parser("expire", help=f"forget what opens packets of over {rotation.OPENED_FOR.days} days ago")
    return parser


def _act(chosen: argparse.Namespace, *, today: date) -> str:
    """What was done, in a sentence."""
    if chosen.act == "make":
        make_keys()
        return f"Keys lie in {keys_folder()}."
    if chosen.act == "announce":
        rotation.announce(today=today)
        ready = today + rotation.HEARD_WITHIN
        return f"Announced. Let every station pull a work list, then run `rekam keys use`, from {ready} on."
    if chosen.act == "use":
        rotation.use(today=today, early=chosen.early)
        return "Receipts and papers are signed by the new keys."
    if chosen.act == "revoke":
        rotation.revoke(chosen.kid, today=today)
        return f"{chosen.kid} is trusted no longer. Let every station pull a work list."
    if chosen.act == "expire":
        gone = rotation.expire(today=today)
        return f"Forgotten: {', '.join(gone)}." if gone else "No key was replaced that long ago."
    return ""


def _list(*, today: date) -> None:
    keys, dates = server_keys(), rotation.dates()
    in_use = {keys.seal_kid, keys.receipt_kid, list(keys.paper)[-1], *keys.vault_kid.values()}
    sorts = {"seal": keys.seal, "receipt": keys.receipt_public, "paper": keys.paper_public}
    for sort, publics in sorts.items():
        for kid, public in publics.items():
            print(f"{sort:<8} {kid}  {public.hex()}{_state(kid, in_use=in_use, dates=dates, today=today)}")
    for kid in keys.vault:
        print(f"vault    {kid}{_state(kid, in_use=in_use, dates=dates, today=today)}")
    signing = checkpoint_keys() if (keys_folder() / "checkpoint-keys.json").exists() else {}
    print(f"checkpoint  {', '.join(signing) or 'not on this machine'}")
    opening = opening_keys() if (keys_folder() / "opening-keys.json").exists() else {}
    print(f"opening  {', '.join(opening) or 'not on this machine'}")


def _state(kid: str, *, in_use: set[str], dates: rotation.Dates, today: date) -> str:
    made = f"  since {dates.made[kid]}" if kid in dates.made else ""
    if kid in in_use:
        old = "; over a year: announce another" if dates.old(kid, today=today) else ""
        return f"{made}  in use{old}"
    return f"  replaced {dates.replaced[kid]}" if kid in dates.replaced else f"{made}  known, not in use"
