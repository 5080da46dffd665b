"""`rekam import prove FILE LINE`: the proof that a line was taken over, for the root in the audit's entry."""

import argparse
import json
from pathlib import Path

from rekam.registry.bulk.proof import prove


def main(arguments: list[str]) -> int:
    """Print the proof as JSON; it holds hashes only, nothing of a person."""
    words = argparse.ArgumentParser(prog="rekam import prove", description=__doc__)
    words.add_argument("file", type=Path, metavar="FILE", help="the list as it was taken in")
    words.add_argument("line", type=int, metavar="LINE", help="number of the line, the column names are 1")
    words.add_argument(
        "--rejects", type=Path, metavar="FILE", help="its rejected lines; left out, FILE.rejects.csv"
    )
    chosen = words.parse_args(arguments)
    rejects = chosen.rejects or chosen.file.with_name(chosen.file.name + ".rejects.csv")
    print(json.dumps(prove(chosen.file, line=chosen.line, rejects=rejects).as_json(), indent=1))
    return 0
