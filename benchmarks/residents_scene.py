"""Whom and what the benchmark of residents needs: people in the register, and a photograph."""

import io
from datetime import date

from benchmarks.residents_way import PEOPLE, person


def furnish() -> bytes:
    """Residents who hold a card, none with an application yet; and a photograph as a telephone takes it."""
    import numpy as np
    from django.db import connection
    from PIL import Image
    from tests.personas import resident

    from rekam.kernel.database import EVERYWHERE, scope
    from rekam.registry.models import Resident
    from rekam.vault.keys import make_keys

    make_keys()
    with scope(EVERYWHERE):
        if not Resident.objects.exists():
            rows = [resident(serial=number) for number in range(PEOPLE)]
            for number, row in enumerate(rows):
                row.kk, row.head_relation = person(number)["kk"], "KEPALA KELUARGA"
                row.recorded_on = row.handed_on = date(2020, 1, 1)
            Resident.objects.bulk_create(rows, batch_size=1000)
    connection.close()
    noise = np.random.default_rng(1)
    rough = Image.fromarray(noise.integers(0, 255, (90, 120, 3), dtype=np.uint8)).resize((4000, 3000))
    pixels = np.asarray(rough).astype(np.int16) + noise.normal(0, 6, (3000, 4000, 3)).astype(np.int16)
    written = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(written, "JPEG", quality=75)
    return written.getvalue()
