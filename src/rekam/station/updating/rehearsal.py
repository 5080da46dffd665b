"""`rekam station rehearse`: a new version shows on copies that it could work here, before it is in use."""

import os
import subprocess
import sys
from pathlib import Path

from rekam.kernel.errors import RuleBroken

DOOR = "/masuk"
HOST = "127.0.0.1"


def rehearse(folder: Path, *, settings: str) -> int:
    """Bring the copied outbox up, read all of it, show the door, compile the kernels; 0 = it could work.

    folder   holds copies only, and is thrown away after that
    """
    import django

    os.environ["REKAM_STATION_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    django.setup()
    from django.test import Client

    from rekam.station.running import get_desk

    try:
        desk = get_desk()
        for row in desk.outbox.waiting():
            desk.outbox.content(row.packet)
        status = Client(HTTP_HOST=HOST).get(DOOR).status_code
        desk.close()
    except RuleBroken as broken:
        sys.stderr.write(f"rekam station rehearse: {broken}\n")
        return 1
    # So that the first finger does not wait for minutes; a laptop without the network of fingers goes on.
    subprocess.run([sys.executable, "-m", "rekam", "abis", "warm"], check=False)
    return 0 if status == 200 else 1
