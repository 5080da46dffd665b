"""Let a virtual environment run the package from this clone, with a `rekam` command, without a build."""

import sys
import sysconfig
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
COMMAND = f"""#!{sys.executable}
import sys
from rekam.__main__ import main
sys.exit(main())
"""

(Path(sysconfig.get_path("purelib")) / "rekam-source.pth").write_text(f"{SOURCE}\n")
command = Path(sysconfig.get_path("scripts")) / "rekam"
command.write_text(COMMAND)
command.chmod(0o755)
