"""One line of a list, proved by the root in the audit's entry."""

import hashlib
import json
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from rekam.accounts.rules import Role
from rekam.audit.models import Entry
from rekam.audit.tree import proves_inclusion
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import command
from rekam.registry.bulk.proof import Proof, prove
from rekam.registry.bulk.rules import Kind
from tests.personas import officer
from tests.registry.bulk.lists import ANI, BUDI, SITI, extract, people, taken_over

pytestmark = pytest.mark.usefixtures("own_database")
HOW_TO = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "prove-a-line.md"
QUOTED = BUDI.replace(",BUDI,", ',"BUDI, SE",')


def written_root() -> str:
    return str(Entry.objects.filter(action="registry.import.applied").latest("pk").facts["root"])


def proof_of(content: bytes, *, line: int, folder: Path) -> Proof:
    path = folder / "extract.csv"
    path.write_bytes(content)
    return prove(path, line=line, rejects=folder / "rejects.csv")


def holds(told: Proof, *, text: str, root: str) -> bool:
    """What somebody checks who has the line, the proof and the root in the audit."""
    return proves_inclusion(
        [bytes.fromhex(step) for step in told.proof],
        digest=hashlib.sha256(b"\x00" + text.encode()).digest(),
        leaf=told.leaf,
        size=told.size,
        root=bytes.fromhex(root),
    )


def documented_check(text: str, *, folder: Path) -> str:
    """What the program in the how-to says of a line, with the proof that lies in the folder."""
    [program] = re.findall(r"```python\n(.*?)```", HOW_TO.read_text(), flags=re.S)
    words = [sys.executable, "-c", textwrap.dedent(program), text]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=True).stdout


def test_each_line_that_was_taken_over_is_proved_by_the_root_in_the_audit(tmp_path: Path) -> None:
    content = people(SITI, "rusak", QUOTED, "", ANI)
    taken_over(content, folder=tmp_path)
    for number, text in ((2, SITI), (4, QUOTED), (6, ANI)):
        told = proof_of(content, line=number, folder=tmp_path)
        assert (told.root, told.size) == (written_root(), 3)
        assert holds(told, text=text, root=written_root())
        assert not holds(told, text=text.replace("36", "37"), root=written_root())


@pytest.mark.parametrize(
    "content",
    [
        people(SITI, BUDI).replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf" + people(SITI, BUDI),
        people(SITI, BUDI.replace("KP. BARU", "KP. CAFÉ")).decode().encode("windows-1252"),
        extract(residents=300, broken=5)[0],
    ],
    ids=["line ends of Windows", "byte order mark", "Windows-1252", "damaged lines"],
)
def test_the_tree_is_the_same_from_the_file_alone(tmp_path: Path, content: bytes) -> None:
    done = taken_over(content, folder=tmp_path)
    told = proof_of(content, line=2, folder=tmp_path)
    assert (told.root, told.size) == (written_root(), done.counts["accepted"])


def test_statuses_have_a_root_too(tmp_path: Path) -> None:
    taken_over(people(SITI), folder=tmp_path)
    nik = SITI.split(",")[0]
    unknown = BUDI.split(",")[0]
    content = people(f"{nik},PRR,2026-06-01", f"{unknown},PRR,", header="NIK,EKTP_STATUS,TGL_STATUS")
    taken_over(content, folder=tmp_path, kind=Kind.STATUSES)
    assert proof_of(content, line=2, folder=tmp_path).root == written_root()


@pytest.mark.parametrize("line", [0, 1, 3, 4, 99])
def test_a_line_that_was_not_taken_over_has_no_proof(tmp_path: Path, line: int) -> None:
    content = people(SITI, "rusak", "", BUDI)
    taken_over(content, folder=tmp_path)
    with pytest.raises(RuleBroken, match="import_line_not_taken"):
        proof_of(content, line=line, folder=tmp_path)


def test_the_command_prints_hashes_and_nothing_of_a_person(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "daftar.csv"
    file.write_bytes(people(SITI, "rusak", BUDI))
    officer(Role.ADMINISTRATOR, username="adi")
    assert command.main(["residents", str(file), "--by", "adi"]) == 0
    capsys.readouterr()
    assert command.main(["prove", str(file), "4"]) == 0
    said = capsys.readouterr().out
    told = Proof(**json.loads(said))
    assert (told.root, told.leaf, told.size) == (written_root(), 1, 2)
    (tmp_path / "proof.json").write_text(said)
    assert documented_check(BUDI, folder=tmp_path) == "in the list\n"
    assert documented_check(SITI, folder=tmp_path) == "NOT in the list\n"
    assert not {"AMINAH", "BUDI", BUDI.split(",")[0]} & set(said.replace('"', " ").split())
