"""Drawn fingers and eyes: ridges and rings of known shape, nobody's."""

import cv2
import numpy as np


def finger_drawing(seed: int, *, side: int = 400) -> np.ndarray:
    """Whirling ridges about nine pixels apart with minutiae where random phase breaks them."""
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[:side, :side].astype(np.float32)
    noise = cv2.GaussianBlur(generator.standard_normal((side, side)).astype(np.float32), (0, 0), 18)
    bumps = np.zeros_like(x)
    for cx, cy, sign in zip(
        generator.uniform(60, side - 60, 30),
        generator.uniform(60, side - 60, 30),
        generator.choice([-1, 1], 30),
        strict=True,
    ):
        bumps += sign * np.arctan2(y - cy, x - cx)
    waves = np.hypot(x - side / 2, (y - side / 2) * 0.8) * (2 * np.pi / 9) + 25 * noise + bumps
    away = np.hypot((x - side / 2) / 0.42, (y - side / 2) / 0.48) / side
    return np.where(away < 1.0, 128 + 100 * np.sin(waves), 250).clip(0, 255).astype(np.uint8)


def eye_drawing(seed: int, *, pupil: float = 36.0, iris: float = 92.0, turn: float = 0.0) -> np.ndarray:
    """A pupil, an iris with random texture (turned by `turn` degrees), white, and a lid across the top."""
    generator = np.random.default_rng(seed)
    y, x = np.mgrid[:240, :320].astype(np.float32)
    away, angle = np.hypot(x - 160, y - 125), np.degrees(np.arctan2(y - 125, x - 160)) - turn
    texture = cv2.GaussianBlur(generator.standard_normal((64, 1080)).astype(np.float32), (0, 0), 4)
    texture = (texture - texture.mean()) / texture.std()
    ring = ((away - pupil) / (iris - pupil)).clip(0, 1) * 63
    painted = cv2.remap(
        texture, (angle % 360 * 3).astype(np.float32), ring.astype(np.float32), cv2.INTER_LINEAR
    )
    grey = np.where(away < pupil, 15, np.where(away < iris, 105 + 18 * painted, 190))
    grey = np.where(y < 40 + 0.002 * (x - 160) ** 2, 150, grey)
    return cv2.GaussianBlur(grey.astype(np.float32), (0, 0), 1.5).clip(0, 255).astype(np.uint8)
