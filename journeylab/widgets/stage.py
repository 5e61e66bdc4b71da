"""The map as a stage: one customer or all of them walk over it, with the controls of a player."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import anywidget
import traitlets as t

from journeylab.domain.scenario import Scenario
from journeylab.i18n import _, language, number
from journeylab.sim.trace import Trace
from journeylab.views.map_panels import EMOTION
from journeylab.views.map_path import Line, route, steps
from journeylab.views.touchpoint_map import RADIUS
from journeylab.views.touchpoint_map_svg import grid_of, touchpoint_map

_LEVELS = range(-2, 3)


class Stage(anywidget.AnyWidget):
    """Plays in the browser: once it has the ways, it needs no kernel.

    Attributes
    ----------
    svg : str
        The map; `frame` is the part that is shown: x, y, width and height in pixels of the picture.
    marks : list of [x, y] or None
        By code of the contact; None where the picture does not show it.
    people : list of dict
        Of each customer the ``codes`` of the contacts, the ``levels`` of the mood (0 to 4), and whether she ``bought``.
    tour : list of str
        What is counted after each step of all customers.
    story : dict
        The one customer: her number and her ``steps``, each with the line that leads there.
    step : int
        Counted from 1.
    seed, customer : str
        As it was typed.
    """

    # One module in two files: a widget has no place from which a second one could be loaded.
    _esm = "\n".join(
        files("journeylab.widgets").joinpath(name).read_text(encoding="utf-8")
        for name in ("stage_scene.js", "stage.js")
    )

    lang = t.Unicode().tag(sync=True)
    texts = t.Dict().tag(sync=True)
    svg = t.Unicode().tag(sync=True)
    frame: t.List[float] = t.List().tag(sync=True)
    marks: t.List[Any] = t.List().tag(sync=True)
    colours: t.List[str] = t.List().tag(sync=True)
    people: t.List[Any] = t.List().tag(sync=True)
    tour: t.List[str] = t.List().tag(sync=True)
    story = t.Dict().tag(sync=True)
    step = t.Int(1).tag(sync=True)
    playing = t.Bool(False).tag(sync=True)
    speed = t.Unicode("normal").tag(sync=True)
    mode = t.Unicode("one").tag(sync=True)
    seed = t.Unicode().tag(sync=True)
    customer = t.Unicode().tag(sync=True)

    def __init__(self, scenario: Scenario, customers: int, **settings: Any) -> None:
        picture = touchpoint_map(scenario)
        self._grid = grid_of(scenario)
        centres = self._grid.centres()
        top = self._grid.phases[0][1].y - 4
        super().__init__(
            lang=language(),
            texts=_texts(customers),
            svg=picture.svg,
            # Without header and panels map and controls fit one screen.
            frame=[0.0, top, picture.size[0], self._grid.field.bottom + 4 - top],
            marks=[centres.get(contact) for contact in scenario.contact_ids],
            colours=[EMOTION[level] for level in _LEVELS],
            **settings,
        )
        self.add_class("jl-stage")

    def lines(self, scenario: Scenario, trace: Trace) -> dict[tuple[str, str], Line]:
        """Return a line for each pair of contacts of a way, led around marks and labels as on the map itself."""
        grid, legs = self._grid, steps(scenario, trace.contacts).legs
        labels = [mark.label.box for mark in grid.marks]
        drawn = route(legs, grid.centres(), RADIUS + 2, labels, grid.field.grown(-4))
        return {(line.leg.start, line.leg.end): line for line in drawn}

    def __repr__(self) -> str:
        """Return the name of the widget and where it stands."""
        return f"Stage({self.mode}, {self.step})"


def mood_level(mood: float) -> int:
    """Return the fifth of the scale in which a mood (0 to 10) lies: 0 to 4."""
    return min(int(mood // 2), 4)


def people(traces: Sequence[Trace]) -> list[dict[str, Any]]:
    """Return the ways of all customers, as the browser plays them."""
    return [
        {"codes": list(one.codes), "levels": [mood_level(mood) for mood in one.mood], "bought": any(one.purchase)}
        for one in traces
    ]


def _texts(customers: int) -> dict[str, Any]:
    bounds = [(number(low), number(low + 2)) for low in range(0, 10, 2)]
    return {
        "controls": _("Player"),
        "start": _("To the start"),
        "back": _("Back"),
        "play": _("Play"),
        "forward": _("Forward"),
        "end": _("To the end"),
        "speed": _("Speed"),
        "speeds": {"slow": _("slow"), "normal": _("normal"), "fast": _("fast")},
        "mode": _("Show"),
        "modes": {"one": _("one customer"), "all": _("all {count} (city tour)").format(count=number(customers))},
        "customer": _("Customer (0 to {last})").format(last=number(customers - 1)),
        "previous": _("previous customer"),
        "next": _("next customer"),
        "seed": _("Seed"),
        "mood": _("Mood"),
        "of_mood": _("{value} of 10"),
        "attention": _("Attention left"),
        "percent": _("{value}%"),
        "of_attention": _("{value}% left"),
        "curve": _("Mood so far"),
        "map": _("Map with the way; arrow keys step, space plays"),
        "screen": _("Full screen"),
        "hint": _("Keys on the map: ← → one step, space plays and pauses, Home and End."),
        "legend": [_("mood {low} to {high}").format(low=low, high=high) for low, high in bounds],
        "path": _("forward"),
        "jump": _("back-jump"),
        "ended": [_("At the end with a purchase"), _("At the end without a purchase")],
        "words": _("The whole way in words"),
    }
