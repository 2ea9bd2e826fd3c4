"""Outlines: pure functions that return lists of (x, y) points in picture pixels, to be filled or stroked."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin, tau

Point = tuple[float, float]
Path = list[Point]


def smooth(points: Sequence[Point], *, closed: bool = True, steps: int = 14) -> Path:
    """A soft line through every given point (Catmull-Rom), closed to a shape unless told otherwise."""
    count = len(points)
    spans = count if closed else count - 1
    path: Path = []
    for i in range(spans):
        if closed:
            a, b, c, d = (points[(i + k) % count] for k in (-1, 0, 1, 2))
        else:
            a, b, c, d = (points[min(max(i + k, 0), count - 1)] for k in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            path.append((_spline(a[0], b[0], c[0], d[0], t), _spline(a[1], b[1], c[1], d[1], t)))
    if not closed:
        path.append(points[-1])
    return path


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def bezier(a: Point, b: Point, c: Point, d: Point, steps: int = 24) -> Path:
    """A cubic curve from a to d, pulled towards b and c."""
    path: Path = []
    for step in range(steps + 1):
        t = step / steps
        u = 1 - t
        w = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        x, y = (w[0] * a[k] + w[1] * b[k] + w[2] * c[k] + w[3] * d[k] for k in (0, 1))
        path.append((x, y))
    return path


def oval(x: float, y: float, rx: float, ry: float | None = None, *, start: float = 0, end: float = 360) -> Path:
    """An ellipse, or the part of it between two angles in degrees (0 is right, 90 is down)."""
    ry = rx if ry is None else ry
    steps = max(12, int(abs(end - start) / 5))
    path: Path = []
    for step in range(steps + 1):
        angle = (start + (end - start) * step / steps) * pi / 180
        path.append((x + rx * cos(angle), y + ry * sin(angle)))
    return path


def box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> Path:
    """A rectangle, with round corners if a radius is given."""
    r = min(radius, abs(right - left) / 2, abs(bottom - top) / 2)
    if r <= 0:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    return [
        *oval(left + r, top + r, r, start=180, end=270),
        *oval(right - r, top + r, r, start=270, end=360),
        *oval(right - r, bottom - r, r, start=0, end=90),
        *oval(left + r, bottom - r, r, start=90, end=180),
    ]


def petal(length: float, width: float, *, belly: float = 0.6, tip: float = 0.35) -> Path:
    """A petal that grows upwards from the origin; belly is where it is widest, tip how blunt its end is."""
    w = width / 2
    cap = length * (1 - 0.12 * tip)
    left = bezier((0, 0), (-w * 0.9, -length * 0.15), (-w * 1.15, -length * belly), (-w * tip, -cap), 14)
    top = bezier(
        (-w * tip, -cap), (-w * tip * 0.5, -length * 1.01), (w * tip * 0.5, -length * 1.01), (w * tip, -cap), 8
    )
    return [*left, *top, *((-x, y) for x, y in reversed(left))]


def leaf(length: float, width: float) -> Path:
    """A pointed leaf that grows upwards from the origin."""
    w = width * 0.66
    return [
        *bezier((0, 0), (-w, -length * 0.25), (-w * 0.8, -length * 0.7), (0, -length), 14),
        *bezier((0, -length), (w * 0.8, -length * 0.7), (w, -length * 0.25), (0, 0), 14),
    ]


def ruffle(x: float, y: float, radius: float, waves: int, depth: float, *, squash: float = 1, turn: float = 0) -> Path:
    """A round shape whose edge swells into soft bumps: fur, ruffled petals, clouds."""
    path: Path = []
    steps = waves * 12
    for step in range(steps):
        angle = tau * step / steps
        bump = abs(sin(angle * waves / 2))
        r = radius * (1 - depth + depth * bump)
        path.append((x + r * cos(angle + turn), y + r * squash * sin(angle + turn)))
    return path


def zigzag(x: float, y: float, radius: float, teeth: int, depth: float, *, turn: float = 0) -> Path:
    """A round shape with a pinked, toothed edge."""
    path: Path = []
    for step in range(teeth * 2):
        angle = tau * step / (teeth * 2) + turn
        r = radius * (1 if step % 2 == 0 else 1 - depth)
        path.append((x + r * cos(angle), y + r * sin(angle)))
    return path


def mirrored(half: Sequence[Point], axis: float = 0) -> Path:
    """Closes a left half, given from top to bottom, with its mirror image at a vertical axis."""
    return [*half, *((2 * axis - x, y) for x, y in reversed(half))]
