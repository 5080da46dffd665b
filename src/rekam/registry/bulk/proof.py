"""The Merkle tree over the lines that an import took over: one line is proved without showing the others.

A leaf is a line as it stands in the file, in UTF-8 and without its end; rejected and empty lines are left
out, so the tree is as large as the import's `accepted`. Its root stands in the audit's entry. How to check a
line: docs/how-to/prove-a-line.md. Source: RFC 6962 section 2.1, by audit.tree.
"""

import csv
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from rekam.audit.tree import between, inclusion_proof, leaf_hash, root_hash
from rekam.kernel.errors import RuleBroken
from rekam.kernel.sheet import Separator
from rekam.registry.bulk.checking import Checked
from rekam.registry.bulk.reading import take_in

LEAVES = r"""
SELECT unhex(sha256('\x00'::BLOB || encode(t))) FROM line ANTI JOIN rejected USING (line)
WHERE line > 1 AND t IS NOT NULL ORDER BY line
"""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What leads from one line to the root: all hashes in hexadecimal digits, the nearest first.

    line, leaf   its number in the file (from 1, the column names) and in the tree (from 0)
    size         leaves of the tree
    """

    line: int
    leaf: int
    size: int
    hash: str
    proof: list[str]
    root: str

    def as_json(self) -> dict[str, object]:
        """As it is handed to whoever checks it."""
        return asdict(self)


def root_of(checked: Checked) -> str:
    """The root over a checked file's accepted lines, in hexadecimal digits."""
    return root_hash([digest for (digest,) in checked.table.execute(LEAVES).fetchall()]).hex()


def prove(path: Path, *, line: int, rejects: Path) -> Proof:
    """The proof of one line of a file that was taken over.

    line      its number in the file, from 1 (the column names)
    rejects   the import's file of rejected lines; where it does not exist, none was rejected
    Raises RuleBroken of reading.take_in, RuleBroken("import_line_not_taken") for a line that was rejected,
    is empty or is not there.
    """
    left_out = {1, *_rejected(rejects)}
    numbers, leaves = [], []
    with tempfile.TemporaryDirectory() as work:
        clean = take_in(path, work=Path(work)).path
        with clean.open(encoding="utf-8-sig", newline="\n") as lines:
            for number, text in enumerate(lines, 1):
                row = text.rstrip("\r\n")
                if row and number not in left_out:
                    numbers.append(number)
                    leaves.append(leaf_hash(row.encode()))
    if line not in numbers:
        raise RuleBroken("import_line_not_taken")
    at = numbers.index(line)
    steps = inclusion_proof(leaf=at, size=len(leaves), nodes=between(leaves))
    return Proof(
        line=line,
        leaf=at,
        size=len(leaves),
        hash=leaves[at].hex(),
        proof=[step.hex() for step in steps],
        root=root_hash(leaves).hex(),
    )


def _rejected(path: Path) -> set[int]:
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {int(row["line"]) for row in csv.DictReader(file, delimiter=Separator.SEMICOLON)}
