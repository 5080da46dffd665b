"""`rekam keys`: make the server's keys, and list their ids."""

import argparse

from rekam.vault.keys import checkpoint_keys, keys_folder, make_keys, opening_keys, server_keys


def main(arguments: list[str]) -> int:
    """make: once, before the first start; list: kids and public halves, never a secret."""
    parser = argparse.ArgumentParser(prog="rekam keys", description=__doc__)
    parser.add_argument("act", choices=("make", "list"))
    if parser.parse_args(arguments).act == "make":
        make_keys()
        print(f"Keys lie in {keys_folder()}. Copy that folder to a safe now: without it nothing opens.")
    keys = server_keys()
    for kid, public in keys.seal.items():
        print(f"seal     {kid}  {public.hex()}{'  in use' if kid == keys.seal_kid else ''}")
    for kid, public in keys.receipt_public.items():
        print(f"receipt  {kid}  {public.hex()}{'  in use' if kid == keys.receipt_kid else ''}")
    for kid, public in keys.paper_public.items():
        print(f"paper    {kid}  {public.hex()}{'  in use' if kid == list(keys.paper)[-1] else ''}")
    for kid in keys.vault:
        print(f"vault    {kid}{'  in use' if kid in keys.vault_kid.values() else ''}")
    signing = checkpoint_keys() if (keys_folder() / "checkpoint-keys.json").exists() else {}
    print(f"checkpoint  {', '.join(signing) or 'not on this machine'}")
    opening = opening_keys() if (keys_folder() / "opening-keys.json").exists() else {}
    print(f"opening  {', '.join(opening) or 'not on this machine'}")
    return 0
