"""How long the synthetic city takes, and how much memory; the limit is 25 s on one core.

Run: python benchmarks/city.py
"""

import io
import resource
import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from rekam.simulation.city import generate, write_family_cards, write_recordings, write_residents

SEED = 2026


class Counting(io.StringIO):
    """Takes text like a pipe to COPY and keeps only its size."""

    size = 0

    def write(self, text: str) -> int:
        self.size += len(text)
        return len(text)


def main() -> None:
    begun = time.process_time()
    city = generate(SEED, on=date(2026, 11, 24))
    print(f"generate             {time.process_time() - begun:6.2f} s CPU, {len(city.persons):,} rows")
    for write in (write_residents, write_family_cards, write_recordings):
        begun, sink = time.process_time(), Counting()
        write(city, sink)
        took = time.process_time() - begun
        print(f"{write.__name__:<20} {took:6.2f} s CPU, {sink.size / 1e6:6.1f} MB of text")
    print(f"peak memory          {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


if __name__ == "__main__":
    main()
