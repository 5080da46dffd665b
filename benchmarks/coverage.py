"""How fast coverage counts, each beside its limit in the same run.

    REKAM_DATA=... python -m benchmarks.coverage [city] [province] [nation] [--rounds 5]

city      pages from the counters, against counting the register itself; needs the demo's database
province  12.9 million synthetic residents of 1,552 kelurahan from the columns, against DuckDB's bare scan
nation    200 million wajib of 83,762 villages, as of a day; 2 GB on disk while it runs, some minutes to make

Prints the least wall and processor seconds of so many rounds after one to warm up, and remakes the table of
benchmarks/README.md. Others may work on the machine: the processor's seconds are the steadier figure.
"""

import argparse

from benchmarks import coverage_city, coverage_columns

PARTS = {
    "city": coverage_city.measure,
    "province": coverage_columns.measure_province,
    "nation": coverage_columns.measure_nation,
}


def main() -> None:
    """Measure what was asked for, in order; the city and the province if nothing was."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("parts", nargs="*", choices=[*PARTS, []], help="city, province, nation")
    words.add_argument("--rounds", type=int, default=5)
    chosen = words.parse_args()
    for name in chosen.parts or ["city", "province"]:
        print(f"\n{name}\n{'what':<58} {'wall s':>8} {'cpu s':>8} {'x limit':>8}")
        PARTS[name](rounds=chosen.rounds)


if __name__ == "__main__":
    main()
