"""What every picture must keep: nothing collides, and everything can be read."""

from __future__ import annotations

from itertools import combinations

from journeylab.views.lettering import Box
from journeylab.views.svg import Sheet


def collisions(sheet: Sheet, width: float, height: float) -> list[str]:
    """Return what lies on something else, or beyond the edge of the picture."""
    outside = [
        f"{name} leaves the picture"
        for name, box in sheet.taken
        if min(box.x, box.y) < 0 or box.right > width or box.bottom > height
    ]
    pairs = combinations(sheet.taken, 2)
    return outside + [f"{a} / {b}" for (a, one), (b, other) in pairs if _overlap(one, other)]


def _overlap(one: Box, other: Box) -> bool:
    """Tell whether the two share more than an edge."""
    return one.x < other.right and other.x < one.right and one.y < other.bottom and other.y < one.bottom


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
