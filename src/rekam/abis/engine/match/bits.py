"""Counting ones in 64-bit words, as one machine instruction (and vectorised where the machine can)."""

from typing import Any

from numba import types
from numba.extending import intrinsic


def _ones(typingctx: Any, word: Any) -> Any:  # noqa: ARG001
    if word != types.uint64:
        return None

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


ones: Any = intrinsic(_ones)
"""The number of ones (int64) in a uint64, inside compiled kernels only."""
