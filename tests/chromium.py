"""The browser that the tests drive: Chromium without windows if there, for it starts and draws faster."""

import shutil
from typing import Final

NAMES: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM: Final = next((path for name in NAMES if (path := shutil.which(name))), None)
