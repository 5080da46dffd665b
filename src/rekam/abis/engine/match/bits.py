"""Counting ones in words and in masked codes, and ranking numbers, by as few instructions as there can be.

Processors with AVX-512 count the ones of a register in one instruction; those with AVX2 look up half bytes,
eight instructions for each 32 bytes. On these `differing_and_used` first adds up registers bit by bit: fewer
have to be counted.

`larger` and `ranked` are single instructions too: numba widens small integers to 64 bits and guards against
NaN, which halves or quarters what a register holds.

Source: Mula, Kurz, Lemire, "Faster population counts using AVX2 instructions", The Computer Journal 61 (1),
2018.
"""

from collections.abc import Sequence
from typing import Any, Final

from llvmlite import binding, ir
from numba import types
from numba.extending import intrinsic

WORD: Final = ir.IntType(64)
INT: Final = ir.IntType(32)
PLACES: Final = 6
"""Bits for an index in a key of `ranked`."""

WIDTH: Final = 32
"""Bytes of a register of AVX2; wider machines take two at once."""
REGISTER: Final = ir.VectorType(ir.IntType(8), WIDTH)
SUMS: Final = ir.VectorType(ir.IntType(16), WIDTH)
SIFTED: Final = (0, 1, 2, 3)
"""The rings that `nearest_turn` looks at: the inner ones, which lids seldom cover."""
TURNS: Final = (1, 4, 7, 10, 13)
"""Of 15 turns: each of them is one of these or stands beside one."""
SIFTED_BITS: Final = 8 * WIDTH * len(SIFTED)
COUNTS_IN_ONE: Final = "avx512bitalg" in {
    name for name, has in binding.get_host_cpu_features().items() if has
}


def _ones(typingctx: Any, word: Any) -> Any:  # noqa: ARG001
    if word != types.uint64:
        return None

    def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.ctpop(arguments[0])

    return types.int64(types.uint64), generate


ones: Any = intrinsic(_ones)
"""The number of ones (int64) in a uint64, inside compiled kernels only."""


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


larger: Any = intrinsic(_larger)
"""The larger of two int32."""

ranked: Any = intrinsic(_ranked)
"""A key (int32): sorts by a float32 from 0 to 2 ** 24, cut to a whole number, then by an index below 64."""


def _differing_and_used(typingctx: Any, one: Any, at: Any, other: Any, beside: Any) -> Any:  # noqa: ARG001
    if not (isinstance(one, types.Array) and one.dtype == other.dtype == types.uint64):
        return None

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        sides = []
        for array, start in ((0, 1), (2, 3)):
            values = context.make_array(signature.args[array])(context, builder, arguments[array])
            sides.append(_registers(builder, values.data, arguments[start]))
        (code, mask), (other_code, other_mask) = sides
        used = [builder.and_(a, b) for a, b in zip(mask, other_mask, strict=True)]
        apart = [builder.xor(a, b) for a, b in zip(code, other_code, strict=True)]
        differing = [builder.and_(a, b) for a, b in zip(apart, used, strict=True)]
        high = builder.shl(_total(builder, used), WORD(32))
        return builder.or_(high, _total(builder, differing))

    return types.int64(one, types.int64, other, types.int64), generate


differing_and_used: Any = intrinsic(_differing_and_used)
"""Bits in use (upper 32 bits) and differing bits (lower 32) of two codes of 32 words, masks behind them.

one, at        uint64 array, C-contiguous, and the index where its code begins (its mask 32 words later)
other, beside  the same of the other side
"""


def _nearest_turn(typingctx: Any, turned: Any, column: Any, at: Any) -> Any:  # noqa: ARG001
    if not (isinstance(turned, types.Array) and turned.dtype == column.dtype == types.uint64):
        return None

    def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        probe, rows = (
            context.make_array(signature.args[k])(context, builder, arguments[k]).data for k in (0, 1)
        )
        code, mask = _registers(builder, rows, arguments[2], taken=SIFTED)
        best, middle = None, ir.Constant(WORD, 0)
        for turn in TURNS:
            turned_code, turned_mask = _registers(builder, probe, WORD(64 * turn), taken=SIFTED)
            used = [builder.and_(a, b) for a, b in zip(mask, turned_mask, strict=True)]
            apart = [builder.xor(a, b) for a, b in zip(code, turned_code, strict=True)]
            differing = [builder.and_(a, b) for a, b in zip(apart, used, strict=True)]
            key = builder.add(builder.shl(_total(builder, differing), WORD(8)), WORD(turn))
            best = key if best is None else builder.call(_least(builder), [best, key])
            middle = _total(builder, used) if turn == TURNS[len(TURNS) // 2] else middle
        return builder.or_(builder.shl(middle, WORD(32)), best)

    return types.int64(turned, column, types.int64), generate


nearest_turn: Any = intrinsic(_nearest_turn)
"""Which of TURNS of a probe differs least from a code, by half of the bits.

turned, column  uint64 arrays, C-contiguous: the probe's codes one behind the other, and the gallery's
at              index of the word where the gallery's code begins
returns         bits in use at the middle one of them << 32 | differing bits of the best turn << 8 | that turn

Bits in use are counted at one turn only: lids hide nearly as many at the others, and counting them at all
five costs half as much again.
"""


def _least(builder: Any) -> Any:
    name = "llvm.umin.i64"
    return builder.module.globals.get(name) or ir.Function(
        builder.module, ir.FunctionType(WORD, [WORD, WORD]), name
    )


def _registers(
    builder: Any, words: Any, at: Any, *, taken: Sequence[int] = tuple(range(8))
) -> tuple[list[Any], list[Any]]:
    """The code and the mask that begin at a word, a register for each ring that is taken."""
    read = []
    for step in (*taken, *(8 + ring for ring in taken)):
        place = builder.gep(words, [builder.add(at, WORD(step * WIDTH // 8))])
        read.append(builder.load(builder.bitcast(place, REGISTER.as_pointer()), align=8))
    return read[: len(taken)], read[len(taken) :]


def _total(builder: Any, registers: Sequence[Any]) -> Any:
    """The number of ones in up to eight registers; no byte of the sum passes 64."""
    counted = None
    for weight, group in enumerate(_added_by_bit(builder, registers)):
        for register in group:
            count = _call(builder, f"llvm.ctpop.v{WIDTH}i8", REGISTER, register)
            weighed = builder.shl(count, ir.Constant(REGISTER, [weight] * WIDTH))
            counted = weighed if counted is None else builder.add(counted, weighed)
    wide = builder.zext(counted, SUMS)
    total = _call(builder, f"llvm.vector.reduce.add.v{WIDTH}i16", SUMS.element, wide)
    return builder.zext(total, WORD)


def _added_by_bit(builder: Any, registers: Sequence[Any]) -> list[list[Any]]:
    """Registers whose ones count 1, 2 and 4: three of one weight become one of it and one of twice it."""
    groups: list[list[Any]] = [list(registers), [], []]
    if COUNTS_IN_ONE:
        return groups
    for weight, group in enumerate(groups[:2]):
        while len(group) > 2:
            a, b, c = (group.pop(0) for _ in range(3))
            apart = builder.xor(a, b)
            group.append(builder.xor(apart, c))
            groups[weight + 1].append(builder.or_(builder.and_(a, b), builder.and_(apart, c)))
    return groups


def _call(builder: Any, name: str, answer: Any, register: Any) -> Any:
    function = ir.FunctionType(answer, [register.type])
    known = builder.module.globals.get(name) or ir.Function(builder.module, function, name)
    return builder.call(known, [register])
