"""Let a judge run in its own environment: JSON in, rows out."""

import json
import shutil
import subprocess
from pathlib import Path

SCRIPTS = Path(__file__).parent / "judges"
ACCEPTED = "accepts it"
Row = list[str]  # what was written, who read it, what came of it


def judge(script: str, *, told: object, folder: Path) -> list[Row]:
    """The rows that a script of judges/ prints; its packages lie in the folder that set_up.sh made."""
    for path in (*SCRIPTS.glob("*.mjs"), *SCRIPTS.glob("*.py")):
        shutil.copy(path, folder)
    runner = "node" if script.endswith(".mjs") else str(folder / "python" / "bin" / "python")
    done = subprocess.run(
        [runner, str(folder / script)], input=json.dumps(told), stdout=subprocess.PIPE, text=True, check=True
    )
    rows: list[Row] = json.loads(done.stdout)
    return rows
