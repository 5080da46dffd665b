"""Single machine instructions on words and numbers, inside compiled kernels only.

Each is one instruction (or vectorised where the machine can): numba's own operators widen small integers to
64 bits and guard against NaN, which halves or quarters what a vector holds.
"""

from typing import Any, Final

from llvmlite import ir
from numba import types
from numba.extending import intrinsic

INT: Final = ir.IntType(32)
PLACES: Final = 6
"""Bits for an index in a key of `ranked`."""


def _ones(typingctx: Any, word: Any) -> Any:  # noqa: ARG001
    if word != types.uint64:
        return None

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


def _larger(typingctx: Any, one: Any, other: Any) -> Any:  # noqa: ARG001
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        shape = ir.FunctionType(INT, [INT, INT])
        return builder.call(builder.module.declare_intrinsic("llvm.smax", [INT], shape), arguments)

    return types.int32(types.int32, types.int32), generate


def _ranked(typingctx: Any, value: Any, index: Any) -> Any:  # noqa: ARG001
    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        steps = builder.shl(builder.fptosi(arguments[0], INT), ir.Constant(INT, PLACES))
        return builder.or_(steps, arguments[1])

    return types.int32(types.float32, types.int32), generate


ones: Any = intrinsic(_ones)
"""The number of ones (int64) in a uint64."""

larger: Any = intrinsic(_larger)
"""The larger of two int32."""

ranked: Any = intrinsic(_ranked)
"""A key (int32) that sorts by a float32 from 0 to 2 ** 24, cut to a whole number, then by an index under 64."""
