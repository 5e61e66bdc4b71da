"""The same traffic map drawn with matplotlib, as somebody would do it who wants it fast.

One figure is kept; bands, legend, title, marks, labels and the as-is curve are drawn once, and a move only changes
what it can change: curves and arrowheads of the steps (three collections), their numbers, the texts in the pills, the
to-be curve and the sentences.  Then the canvas is drawn (Agg) and packed as a PNG, compressed as little as possible.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

import ipywidgets as w
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection, PathCollection, PolyCollection
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text

from journeylab.domain.scenario import Scenario
from journeylab.domain.vocabulary import Form
from journeylab.sim.simulate import simulate
from journeylab.views import svg, traffic_map
from journeylab.views.lettering import SMALL, TEXT, TITLE, Label, text_width
from journeylab.views.map_panels import EMOTION, smooth
from journeylab.views.map_path import Line
from journeylab.views.map_selection import select
from journeylab.views.map_traffic import Traffic
from journeylab.views.svg import BACK, FORWARD, INK, MARGIN, WIDTH
from journeylab.views.touchpoint_map import Grid, layout
from journeylab.views.traffic_map import Count
from journeylab.widgets.panel import Panel
from journeylab.widgets.slider import Slider

_DPI, _TOP, _PLOT = 100, 120.0, 92.0
# As wide on the screen as the picture of the Simulator is drawn: one pixel of the picture is one pixel of the PNG.
_POINTS = 72 / _DPI


def widget(shop: Scenario, lever: str, customers: int = 5_000, seed: int = 7) -> w.Widget:
    """Return a slider for a lever above the map: simulated as in the Simulator, and nothing beside the map."""
    before = traffic_map.count(simulate(shop, customers, seed))
    picture = MatplotlibMap(before, before)
    slider, image = Slider("matplotlib", high=100, step=5), w.Image(value=picture.png(before), format="png")

    def move(change: Any) -> None:
        changed = shop.with_lever_strengths({lever: change.new / 100})
        image.value = picture.png(traffic_map.count(simulate(changed, customers, seed)))

    # The panel brings nothing but its frame: without it JupyterLab takes the arrow keys for itself.
    panel = Panel(picture, slider, image)
    slider.observe(panel.guarded(move), "value")
    panel.add_class("peer-map")
    return panel


class MatplotlibMap:
    """A kept figure of the traffic map.

    Parameters
    ----------
    before, after : Count
        Traffic as is, and the one to begin with.
    """

    def __init__(self, before: Count, after: Count) -> None:
        self.before = before
        grid = self._grid(after)
        self.plot = grid.field.bottom + 40
        height = self.plot + _PLOT + 110
        self.figure = Figure(figsize=(WIDTH / _DPI, height / _DPI), dpi=_DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.axes.axis("off")
        self._bands(grid)
        self._marks(grid)
        self._curve(grid)
        self.forward = PathCollection([], facecolors="none", edgecolors=FORWARD, zorder=2)
        self.back = PathCollection([], facecolors="none", edgecolors=BACK, linestyles="dashed", zorder=2)
        self.heads = PolyCollection([], zorder=2)
        for collection in (self.forward, self.back, self.heads):
            self.axes.add_collection(collection, autolim=False)
        self.times = [self._text(Label(("",), 0, 0, bold=True, colour=BACK)) for _i in range(14)]
        self.said = [self._text(Label(("",), MARGIN, self.plot + _PLOT + 30 + 22 * i, TEXT, True)) for i in range(3)]

    def png(self, after: Count) -> bytes:
        """Change what the log changes, and return the picture."""
        grid = self._grid(after)
        for back, collection in ((False, self.forward), (True, self.back)):
            lines = [line for line in grid.lines if line.leg.back is back]
            collection.set_paths([Path([line.start, line.bend, line.end], [1, 3, 3]) for line in lines])
            collection.set_linewidth([self._width(line, grid) * _POINTS for line in lines])
        self.heads.set_verts([np.array(line.head(6.0)) for line in grid.lines])
        self.heads.set_facecolor([BACK if line.leg.back else FORWARD for line in grid.lines])
        jumps = [line for line in grid.lines if line.leg.back]
        for i, text in enumerate(self.times):
            text.set_visible(i < len(jumps))
            if i < len(jumps):
                (x1, y1), (x2, y2), (x3, y3) = jumps[i].start, jumps[i].bend, jumps[i].end
                text.set_position(((x1 + 2 * x2 + x3) / 4, (y1 + 2 * y2 + y3) / 4))
                text.set_text(str(jumps[i].leg.times))
        for mark in grid.marks:
            if mark.badge is not None:
                self.pills[mark.contact.id].set_text(mark.badge.lines[0])
        wanted = after.shop.emotion_by_moment()
        aims = [(c.axis, self._height(wanted[c.moment.id])) for c in grid.columns if c.moment.id in wanted]
        self.aim.set_data(*zip(*smooth(aims), strict=True))
        for text, sentence in zip(self.said, traffic_map.sentences(self.before, after, 14), strict=False):
            text.set_text(sentence)
        out = BytesIO()
        self.canvas.print_png(out, pil_kwargs={"compress_level": 1})  # type: ignore[no-untyped-call]
        return out.getvalue()

    def _grid(self, after: Count) -> Grid:
        sample = text_width("38 → 44 %", SMALL, bold=True)
        traffic = Traffic(traffic_map.frequent_legs(after, 14), traffic_map.shares(self.before, after), sample)
        return layout(after.shop, chosen=select(after.shop), top=_TOP, traffic=traffic)

    def _width(self, line: Line, grid: Grid) -> float:
        return 1.4 + 4.2 * line.leg.times / max(each.leg.times for each in grid.lines)

    def _height(self, level: float) -> float:
        return float(self.plot + (2 - level) / 4 * _PLOT)

    def _text(self, label: Label, **look: Any) -> Text:
        y, line = next(iter(label.baselines())) if label.lines else (label.y, "")
        side = {"start": "left", "middle": "center", "end": "right"}[label.anchor]
        return self.axes.text(
            label.x, y, line, fontsize=label.size * _POINTS, color=label.colour, ha=side, va="baseline",
            fontweight="bold" if label.bold else "normal", parse_math=False, zorder=4, **look,
        )  # fmt: skip

    def _lines(self, label: Label) -> None:
        for y, line in label.baselines():
            self._text(Label((line,), label.x, 0, label.size, label.bold, label.anchor, label.colour)).set_y(y)

    def _bands(self, grid: Grid) -> None:
        for boxes, colour in (([box for _phase, box in grid.phases], svg.LIGHT), (grid.gaps, svg.WHITE)):
            for box in boxes:
                self.axes.add_patch(Rectangle((box.x, box.y), box.width, box.height, facecolor=colour, zorder=0))
        rules = [[(grid.field.x, y), (grid.field.right, y)] for y in grid.rules]
        self.axes.add_collection(LineCollection(rules, colors=svg.WHITE, zorder=1), autolim=False)
        self._text(Label((traffic_map.heading(self.before),), MARGIN, 14, TITLE, True))
        self._text(Label((traffic_map.facts(self.before, self.before),), MARGIN, 44, TEXT))
        legend = (
            "●  interaction   ■  feature   ◆  communication   active   passive   -2  -1  0  1  2   path   back-jump"
        )
        self._text(Label((legend,), MARGIN, 80))
        for label in grid.labels:
            self._lines(label)

    def _marks(self, grid: Grid) -> None:
        self.pills: dict[str, Text] = {}
        shapes = {Form.INTERACTION: "o", Form.FEATURE: "s", Form.COMMUNICATION: "D"}
        for form, shape in shapes.items():
            chosen = [mark for mark in grid.marks if mark.contact.form is form]
            colours = [EMOTION[mark.contact.emotion] for mark in chosen]
            places = [mark.x for mark in chosen], [mark.y for mark in chosen]
            self.axes.scatter(*places, s=440, c=colours, marker=shape, edgecolors=INK, linewidths=1.3, zorder=3)
        for mark in grid.marks:
            number = "" if mark.contact.emotion is None else str(mark.contact.emotion)
            self._text(Label((number,), mark.x, mark.y - 8, bold=True, anchor="middle"))
            self._lines(mark.label)
            if mark.badge is not None and mark.pill is not None:
                pill = mark.pill
                self.axes.add_patch(
                    Rectangle((pill.x, pill.y), pill.width, pill.height, facecolor="w", edgecolor=FORWARD, zorder=3)
                )
                self.pills[mark.contact.id] = self._text(mark.badge)

    def _curve(self, grid: Grid) -> None:
        means = self.before.shop.emotion_by_moment()
        points = [(c.axis, self._height(means[c.moment.id])) for c in grid.columns if c.moment.id in means]
        x, y = (np.array(values) for values in zip(*smooth(points), strict=True))
        zero = self._height(0)
        self.axes.fill_between(x, np.minimum(y, zero), zero, color=EMOTION[1], alpha=0.75, linewidth=0)
        self.axes.fill_between(x, np.maximum(y, zero), zero, color=EMOTION[-1], alpha=0.75, linewidth=0)
        self.axes.plot(x, y, color=INK, linewidth=1.6)
        self.axes.plot(*zip(*points, strict=True), "o", color=INK, markersize=6)
        (self.aim,) = self.axes.plot(x, y, "--", color=svg.BLUE, linewidth=1.6)
        for level, word in ((2, "delighted"), (0, "neutral"), (-2, "angry")):
            self._text(Label((word,), 150, self._height(level) - 6, anchor="end"))
