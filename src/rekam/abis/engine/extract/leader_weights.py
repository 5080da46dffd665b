"""The weights of LEADER.onnx put into their places in the network, by the names of the file's steps."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from rekam.abis.engine.extract import layers
from rekam.abis.engine.extract.layers import F32
from rekam.abis.engine.extract.leader_network import (
    DILATIONS,
    LEVELS,
    Bottleneck,
    Head,
    Network,
    Norm,
    Separable,
)
from rekam.abis.engine.extract.linear import Linear

Steps = Mapping[str, Sequence[F32]]


def build(steps: Steps) -> Network:
    """The network of the constants that each step of LEADER.onnx takes (`onnx_file.step_constants`).

    Raises KeyError where a step is missing.
    """
    return Network(
        near=_both_stems(steps, "conv"),
        far=_both_stems(steps, "dilated_conv"),
        stem_norms=(_norm(steps, "stem0"), _norm(steps, "stem1")),
        context_down=[_separable(steps, f"enc0_{level}") for level in range(LEVELS)],
        context_up=[_separable(steps, f"dec0_{level}") for level in reversed(range(LEVELS))],
        glances=[Linear.of(*_conv(steps, f"attention_conv_d{dilation}")) for dilation in DILATIONS],
        gate=Linear.of(*_conv(steps, "attention_s")),
        refine_down=[_bottleneck(steps, f"enc1_{level}") for level in range(LEVELS)],
        refine_up=[_bottleneck(steps, f"dec1_{level}") for level in reversed(range(LEVELS))],
        position=_head(steps, "head_0", spread=steps["Conv__3172:0"]),
        direction=_head(steps, "head_1", spread=steps["functional_1/head_conv_dir_1/BiasAdd:0"]),
    )


def _step(name: str, part: str) -> str:
    return f"functional_1/{name}_1/{part}:0"


def _conv(steps: Steps, name: str) -> tuple[F32, F32]:
    """A filter as a matrix [result, channel and place], and its bias: in the file in one step or in two."""
    parts = (steps.get(_step(name, "convolution"), []), steps[_step(name, "BiasAdd")])
    kernel, bias = itertools.chain(*parts)
    return kernel.reshape(len(kernel), -1), bias.reshape(-1)


def _norm(steps: Steps, name: str) -> Norm:
    gain, shift = steps[_step(f"{name}_ln", "mul")][0], steps[_step(f"{name}_ln", "add_1")][0]
    return Norm(gain.reshape(-1), shift.reshape(-1))


def _plane_filter(kernel: F32) -> F32:
    return layers.padded(kernel[:, 0], margin=(layers.SIDE - kernel.shape[2]) // 2)


def _both_stems(steps: Steps, kind: str) -> Linear:
    """The first filters of the coarse and the fine way, near or far (dilated), as rows of one matrix.

    Each way's results are first its near ones, then its far ones; the biases of all stand with both matrices.
    """
    places = {"conv": (slice(0, 8), slice(16, 32)), "dilated_conv": (slice(8, 16), slice(32, 48))}
    matrix, bias = np.zeros((48, 25), dtype=np.float32), np.zeros(48, dtype=np.float32)
    for name, ways in places.items():
        for way, rows in enumerate(ways):
            weights, bias[rows] = _conv(steps, f"stem{way}_{name}")
            if name == kind:
                matrix[rows] = weights
    return Linear.of(matrix, bias)


def _separable(steps: Steps, name: str) -> Separable:
    kernel = steps[_step(f"{name}_conv", "separable_conv2d/depthwise")][0]
    return Separable(_plane_filter(kernel), Linear.of(*_conv(steps, f"{name}_conv")), _norm(steps, name))


def _bottleneck(steps: Steps, name: str) -> Bottleneck:
    """The last two linear steps, with the addition of the input between them, become two that are added."""
    kernel = steps[_step(f"{name}_depthwise_conv", "depthwise")][0]
    (narrow, narrow_bias), (adjust, adjust_bias) = (
        _conv(steps, f"{name}_conv_red"),
        _conv(steps, f"{name}_conv_adj"),
    )
    return Bottleneck(
        kernel=_plane_filter(kernel),
        norm=_norm(steps, name),
        widen=Linear.of(*_conv(steps, f"{name}_conv_exp")),
        narrow=Linear.of(adjust @ narrow, adjust @ narrow_bias + adjust_bias),
        straight=Linear.of(adjust, adjust_bias),
    )


def _head(steps: Steps, name: str, *, spread: Sequence[F32]) -> Head:
    kernel, bias = spread
    return Head(
        block=_bottleneck(steps, f"{name}_ibc"),
        mix=Linear.of(*_conv(steps, f"{name}_conv1")),
        norm=_norm(steps, name),
        finish=Linear.of(*_conv(steps, f"{name}_conv2")),
        spread=Linear.of(_after_doubling(kernel), np.repeat(bias, 4)),
    )


def _after_doubling(kernel: F32) -> F32:
    """A 5 x 5 filter of a doubled image as a 3 x 3 filter of the image itself, for each of four pixels."""
    answers, channels = kernel.shape[:2]
    small = np.zeros((answers, 2, 2, channels, 3, 3), dtype=np.float32)
    for low, right, dy, dx in itertools.product(range(2), range(2), range(5), range(5)):
        small[:, low, right, :, (low + dy) // 2, (right + dx) // 2] += kernel[:, :, dy, dx]
    return small.reshape(4 * answers, 9 * channels)
