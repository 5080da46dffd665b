"""Which fingers of a large gallery have an index, and when it is made again; wherever the gallery is held."""

from typing import Final

from rekam.abis.engine.positions import Position

INDEXED: Final = (Position.RIGHT_INDEX, Position.LEFT_INDEX)
"""Fingers that have an index, 3 kB a person in each process that searches; the chip has the same two."""
NOT_INDEXED: Final = 0.1
"""Share of the rows that may have come since the indices were made: stage 1 goes through them all."""
