"""`rekam abis demo osia`: a simulated client of OSIA against the ABIS alone; drawn bodies, nothing kept.

Persons, encounters, identify, verify, galleries, status, merge, move, tasks with a callback, deletes.
"""

import os
import tempfile
import time
from pathlib import Path

import httpx
from joserfc.jwk import ECKey

from rekam.abis.engine.positions import Position
from rekam.config import abis_serve
from rekam.config.abis_home import at_home
from rekam.config.database import running_database
from rekam.config.migrate import migrate
from rekam.config.processes import Family, free_port
from rekam.kernel.commands import set_up
from rekam.kernel.places import write_private
from rekam.simulation.osia_hub import Answers, Line, running_callback, token_of
from rekam.simulation.osia_story import Story
from rekam.vault.keys import make_keys

POSITIONS = (
    *(Position.RIGHT_INDEX, Position.LEFT_INDEX),
    *(Position.IRIS_RIGHT, Position.IRIS_LEFT, Position.FACE),
)
HOURS = 3_600


def play() -> int:
    """Play once and stop; 0 when every answer was as it should be."""
    with tempfile.TemporaryDirectory(prefix="rekam-abis-demo-") as folder:
        os.environ["REKAM_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        at_home()
        private = ECKey.generate_key("P-256")
        write_private(Path(folder) / "issuer.pem", private.as_pem(private=False))
        os.environ["REKAM_OSIA_KEY_FILE"] = str(Path(folder) / "issuer.pem")
        answers = Answers()
        with running_callback(answers) as callback:
            os.environ["REKAM_OSIA_CALLBACKS"] = callback
            with running_database():
                return _serve(answers, callback=callback, token=token_of(private, until=_later()))


def _serve(answers: Answers, *, callback: str, token: str) -> int:
    set_up(role="rekam_migrate")
    migrate(verbosity=0)
    make_keys()
    family = Family()
    try:
        port = free_port(8200)
        abis_serve.start(family, host="127.0.0.1", port=port)
        with httpx.Client(
            headers={"Authorization": f"Bearer {token}"}, timeout=300, trust_env=False
        ) as client:
            line = Line(f"http://127.0.0.1:{port}/osia/v1", client, callback, answers)
            right = Story(line, POSITIONS, told=_tell).play()
    finally:
        family.stop()
    print("as it should be" if right else "NOT as it should be")
    return 0 if right else 1


def _tell(words: str, answered: str, right: bool) -> None:
    print(f"{words:32} {answered}{'' if right else '   NOT as it should be'}", flush=True)


def _later() -> int:
    return int(time.time()) + HOURS
