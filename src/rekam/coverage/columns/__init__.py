"""The narrow columns: everybody as a few numbers without NIK and name, in Parquet, sealed on disk.

What the counters say every night is counted again from them by another way: another reader of the register,
another arithmetic (days as numbers), another engine (DuckDB).
"""
