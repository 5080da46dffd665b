"""`rekam migrate` of this version that dies (SIGKILL, no goodbye) at one statement: `python -m
tests.upgrade.cutting NUMBER`. 0 = it lives, and prints how many statements there were, and where the
migrations ended and the grants began."""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from rekam.config.migrate import main
from rekam.kernel.commands import set_up


class Cut:
    """Counts statements; dies instead of the one of its number, or as soon as it was done."""

    def __init__(self, number: int) -> None:
        self.number, self.count, self.grants = number, 0, 0

    def __call__(
        self,
        execute: Callable[..., Any],
        sql: Any,
        params: Any,
        many: bool,
        context: Any,
    ) -> Any:
        self.count += 1
        if not self.grants and "FUNCTION rekam_patterns" in str(sql):
            self.grants = self.count
        if self.count == self.number and self.number % 2:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = execute(sql, params, many, context)
        if self.count == self.number:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


if __name__ == "__main__":
    set_up(role="rekam_migrate")
    from django.db import connection

    cut = Cut(int(sys.argv[1]))
    connection.execute_wrappers.append(cut)
    status = main(["--without-backup"])
    print(f"statements {cut.count} grants {cut.grants}")
    sys.exit(status)
