"""What stands where on a picture: texts with their boxes, and the ground that each of them lies on."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from journeylab.views.lettering import ASCENT, DESCENT, Box, text_width
from journeylab.views.svg import Point

SVG = "{http://www.w3.org/2000/svg}"
WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text as it is drawn; `ground` is the colour under its middle, `hidden` what covers it later."""

    words: str
    box: Box
    size: float
    bold: bool
    colour: str
    ground: str
    hidden: bool = False

    @property
    def middle(self) -> Point:
        """The point between the letters, half as high as a small one."""
        return self.box.x + self.box.width / 2, self.box.y + (ASCENT - 1 / 3) * self.size


@dataclass(frozen=True, slots=True)
class Area:
    """A filled shape: its corners, curves broken into short lines, and the box around them."""

    corners: tuple[Point, ...]
    around: Box
    fill: str
    opacity: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside (even-odd rule)."""
        box = self.around
        if not (box.x <= x <= box.right and box.y <= y <= box.bottom):
            return False
        inside = False
        for (x1, y1), (x2, y2) in pairwise((*self.corners, self.corners[0])):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
        return inside


@cache
def texts(svg: str) -> tuple[Text, ...]:
    """Return every line of text in drawing order, each with the ground that was drawn before it."""
    found: list[Text] = []
    areas: list[Area] = []
    for node, dx, dy in _walk(ET.fromstring(svg), 0.0, 0.0):
        if node.tag == f"{SVG}text":
            found.append(_text(node, dx, dy, areas))
        elif (area := _area(node, dx, dy)) is not None:
            areas.append(area)
            found = [replace(text, hidden=True) if area.holds(*text.middle) else text for text in found]
    return tuple(found)


def _walk(node: ET.Element, dx: float, dy: float) -> Iterator[tuple[ET.Element, float, float]]:
    moved = re.fullmatch(r"translate\((-?[\d.]+)[ ,]+(-?[\d.]+)\)", node.get("transform", "translate(0 0)"))
    assert moved, f"only shifts are measured, not {node.get('transform')!r}"
    dx, dy = dx + float(moved[1]), dy + float(moved[2])
    yield node, dx, dy
    for child in node:
        yield from _walk(child, dx, dy)


def _text(node: ET.Element, dx: float, dy: float, areas: Sequence[Area]) -> Text:
    words, size, bold = node.text or "", float(node.get("font-size", "nan")), node.get("font-weight") == "700"
    width = text_width(words, size, bold)
    left = {"start": 0.0, "middle": width / 2, "end": width}[node.get("text-anchor", "start")]
    x, baseline = float(node.get("x", "0")) + dx, float(node.get("y", "0")) + dy
    box = Box(x - left, baseline - ASCENT * size, width, (ASCENT + DESCENT) * size)
    bare = Text(words, box, size, bold, node.get("fill", "#000000"), WHITE)
    return replace(bare, ground=node.get("stroke") or _ground(areas, *bare.middle))


def _ground(areas: Sequence[Area], x: float, y: float) -> str:
    mixed = np.array(_channels(WHITE))
    for area in areas:
        if area.holds(x, y):
            mixed = mixed + area.opacity * (np.array(_channels(area.fill)) - mixed)
    return "#" + "".join(f"{round(channel):02X}" for channel in mixed)


def _channels(colour: str) -> tuple[float, ...]:
    assert re.fullmatch("#[0-9A-Fa-f]{6}", colour), f"a colour is written as six digits, not {colour!r}"
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def _area(node: ET.Element, dx: float, dy: float) -> Area | None:
    kind, fill = node.tag.removeprefix(SVG), node.get("fill", "#000000")
    if kind not in ("rect", "circle", "polygon", "path") or fill == "none":
        return None

    def length(name: str) -> float:
        return float(node.get(name, "0"))

    if kind == "rect":
        x, y, right, bottom = length("x"), length("y"), length("x") + length("width"), length("y") + length("height")
        corners: list[Point] = [(x, y), (right, y), (right, bottom), (x, bottom)]
    elif kind == "circle":
        turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
        corners = [(length("cx") + length("r") * np.cos(t), length("cy") + length("r") * np.sin(t)) for t in turns]
    elif kind == "polygon":
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", node.get("points", ""))]
        corners = list(zip(numbers[::2], numbers[1::2], strict=True))
    else:
        corners = _flat(node.get("d", ""))
    if not corners:
        return None
    moved = tuple((x + dx, y + dy) for x, y in corners)
    left, top = (min(corner[i] for corner in moved) for i in (0, 1))
    right, bottom = (max(corner[i] for corner in moved) for i in (0, 1))
    around = Box(left, top, right - left, bottom - top)
    return Area(moved, around, fill, float(node.get("fill-opacity", "1")))


def _flat(d: str) -> list[Point]:
    """Break the outline of a path into points; arcs count as straight, as they are only used for small marks."""
    corners: list[Point] = []
    for command, written in re.findall(r"([A-Z])([^A-Z]*)", d):
        numbers = [float(each) for each in re.findall(r"-?[\d.]+", written)]
        if command == "Z":
            continue
        at = corners[-1] if corners else (0.0, 0.0)
        if command in "ML":
            corners += zip(numbers[::2], numbers[1::2], strict=True)
        elif command == "H":
            corners += [(x, at[1]) for x in numbers]
        elif command == "V":
            corners += [(at[0], y) for y in numbers]
        elif command == "A":
            corners += [(numbers[i + 5], numbers[i + 6]) for i in range(0, len(numbers), 7)]
        else:
            step = {"Q": 4, "C": 6}[command]
            for i in range(0, len(numbers), step):
                pairs = list(zip(numbers[i : i + step : 2], numbers[i + 1 : i + step : 2], strict=True))
                corners += [_bezier([corners[-1], *pairs], t) for t in (0.25, 0.5, 0.75)] + [pairs[-1]]
    return corners


def _bezier(knots: Sequence[Point], t: float) -> Point:
    while len(knots) > 1:
        knots = [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for a, b in pairwise(knots)]
    return knots[0]


def collisions(found: Sequence[Text], tolerance: float = 1.0) -> list[str]:
    """Return the pairs of texts that share more than `tolerance` pixels in both directions."""
    edges = np.array([(t.box.x, t.box.y, t.box.right, t.box.bottom) for t in found]).reshape(-1, 4)
    left, top, right, bottom = edges.T
    across = np.minimum.outer(right, right) - np.maximum.outer(left, left)
    down = np.minimum.outer(bottom, bottom) - np.maximum.outer(top, top)
    pairs = np.argwhere(np.triu((across > tolerance) & (down > tolerance), 1))
    return [f"{found[i].words!r} / {found[j].words!r}" for i, j in pairs.tolist()]


def outside(found: Sequence[Text], svg: str) -> list[str]:
    """Return the texts that leave the page."""
    root = ET.fromstring(svg)
    width, height = float(root.get("width", "0")), float(root.get("height", "0"))
    return [t.words for t in found if min(t.box.x, t.box.y) < 0 or t.box.right > width or t.box.bottom > height]


# How colours look to people without one kind of receptor, for linear RGB, severity 1.0: Machado, Oliveira and
# Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6).
VISION = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
# Linear sRGB to CIE XYZ (IEC 61966-2-1), and its white.
_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
_D65 = (0.95047, 1.0, 1.08883)


@cache
def lab(colour: str, vision: str = "normal") -> NDArray[np.float64]:
    """Return L*, a*, b* (CIE 1976) of a colour as people with this vision see it."""
    share = np.array(_channels(colour)) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(VISION[vision]) @ linear, 0, 1)
    x, y, z = np.array(_XYZ) @ seen / np.array(_D65)
    f = [t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29 for t in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def distance(one: str, other: str, vision: str = "normal") -> float:
    """Return how far apart two colours are (CIE 1976, Lab)."""
    return float(np.linalg.norm(lab(one, vision) - lab(other, vision)))
