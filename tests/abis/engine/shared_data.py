"""Where development images lie, when they are there at all."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
BIOMETRICS = Path(os.environ.get("REKAM_SHARED_DATA", ROOT.parent / "shared" / "data")) / "biometrics"

needs_images = pytest.mark.skipif(not BIOMETRICS.is_dir(), reason=f"no images in {BIOMETRICS}")
