"""One mark for each attribution model: told apart by shape alone, without any colour."""

from __future__ import annotations

# What a mark looks like around (0, 0), and the lane of a row it lies in.  Filled and hollow marks of
# one lane have different shapes, so that both are seen where they fall together.
MARKS: dict[str, tuple[str, int]] = {
    "first": ("M6,-6 L-5,0 L6,6 Z", 0),
    "last": ("M-6,-6 L5,0 L-6,6 Z", 0),
    "last_non_direct": ("M-9,-6 H9 M-9,6 H9", 0),
    "linear": ("M-5,0 A5,5 0 1 1 5,0 A5,5 0 1 1 -5,0 Z", 1),
    "position": ("M-6,-6 H6 V6 H-6 Z", 1),
    "time_decay": ("M-6,-6 L6,6 M-6,6 L6,-6", 1),
    "markov": ("M0,-7 L7,0 L0,7 L-7,0 Z", 2),
    "shapley": ("M0,-8 V8 M-8,0 H8", 2),
}
LANES, LANE = 3, 13.0
