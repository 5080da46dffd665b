"""How long those who read have to wait while somebody migrates."""

import threading
import time
from types import TracebackType

import psycopg
from psycopg import sql

from tests.upgrade.tables import Columns


class Reader:
    """Reads one row of each table in turn, as pages do, and remembers the longest wait in seconds."""

    def __init__(self, line: psycopg.Connection[tuple[object, ...]], *, of: Columns) -> None:
        self._line, self._tables = line, sorted(of)
        self._ends = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self.longest, self.slowest, self.reads = 0.0, "", 0

    def __enter__(self) -> "Reader":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ends.set()
        self._thread.join()
        self._line.close()

    def _read(self) -> None:
        while not self._ends.is_set():
            for table in self._tables:
                begun = time.monotonic()
                self._line.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table)))
                self.reads += 1
                if (waited := time.monotonic() - begun) > self.longest:
                    self.longest, self.slowest = waited, table
            time.sleep(0.01)
