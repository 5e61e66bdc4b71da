"""Draw every picture of every scenario on one page, to be looked at: light, dark, grey, colour-blind.

    python -m tools.gallery [FOLDER] [--lang de|en] [--customers 5000]

Each picture stands there in full, then on a dark page, in grey, and as people
see it who lack the receptors for green (deuteranopia); below it its description and its table.
"""

from __future__ import annotations

import argparse
import sys
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import journeylab as jl
from journeylab.analysis.experiment import Experiment
from journeylab.domain.journey_log import JourneyLog
from journeylab.domain.scenario import Scenario
from journeylab.facade import touchpoint_map
from journeylab.i18n import language
from journeylab.views.alluvial import alluvial
from journeylab.views.attribution_comparison import attribution_comparison
from journeylab.views.channel_comparison import channel_comparison
from journeylab.views.emotion_curve import emotion_curve
from journeylab.views.experiment_picture import experiment_picture
from journeylab.views.flow_chart import channel_picture
from journeylab.views.kpi_tiles import kpi_tiles
from journeylab.views.picture import Picture
from journeylab.views.report_parts import paragraph, tag, words
from journeylab.views.stage_funnel import stage_funnel
from journeylab.views.traffic_map import traffic_map
from journeylab.views.transition_matrix import transition_matrix

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "gallery"
SCENARIOS = ("fahrrad", "b2b", "mode", "kaffee")
SEED = 7

# Deuteranopia, severity 1.0, for linear RGB: Machado, Oliveira and Fernandes (2009), "A Physiologically-based
# Model for Simulation of Color Vision Deficiency".  SVG filters work in linear RGB unless told otherwise.
_DEUTAN = "0.367322 0.860646 -0.227968 0 0  0.280085 0.672501 0.047413 0 0  -0.011820 0.042940 0.968881 0 0  0 0 0 1 0"
_VIEWS = ("light", "dark", "grey", "deutan")
_STYLE = """\
body { margin: 2rem auto; max-width: 1290px; padding: 0 1rem; font: 16px/1.5 "DejaVu Sans", Verdana, sans-serif; }
.views { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 600px), 1fr)); gap: 1rem; }
.view { margin: 0; padding: .8rem; }
.view.light { grid-column: 1 / -1; padding: 0; }
.view.dark { background: #121212; color: #eee; }
.view.grey > div { filter: grayscale(1); }
.view.deutan > div { filter: url(#deutan); }
.view > div { background-size: contain; background-repeat: no-repeat; width: 100%; }
table { border-collapse: collapse; font-size: .8rem; }
td, th { border: 1px solid #ccc; padding: .15rem .4rem; text-align: left; }
details > div { overflow-x: auto; }
nav a { margin-right: 1rem; }
h2 { border-top: 3px solid #222; padding-top: 1rem; }
"""


@dataclass(frozen=True, eq=False)
class Shop:
    """A scenario as it is and with the change of its first hypothesis, and the same customers in both."""

    as_is: Scenario
    to_be: Scenario
    log: JourneyLog
    after: JourneyLog

    @property
    def buyer(self) -> int:
        """Place of the customer who buys and whose way is nearest to twelve contacts."""
        if self.log.conversion is None or not self.log.conversion.any():
            return 0
        buyers = np.unique(self.log.owner()[self.log.conversion])
        return int(buyers[np.abs(self.log.lengths()[buyers] - 12).argmin()])


def shop(name: str, customers: int) -> Shop:
    """Simulate a scenario and its change with the same customers."""
    as_is = jl.scenario(name)
    to_be = as_is.with_levers(*as_is.hypotheses[0].change)
    return Shop(as_is, to_be, jl.simulate(as_is, customers, SEED), jl.simulate(to_be, customers, SEED))


PICTURES: dict[str, Callable[[Shop], Picture]] = {
    "touchpoint_map": lambda s: touchpoint_map(s.as_is),
    "touchpoint_map, path": lambda s: touchpoint_map(s.as_is, s.log.journey(s.buyer)),
    "touchpoint_map, to_be": lambda s: touchpoint_map(s.as_is, to_be=s.to_be),
    "emotion_curve": lambda s: emotion_curve(s.as_is),
    "emotion_curve, to_be": lambda s: emotion_curve(s.as_is, s.to_be),
    "stage_funnel": lambda s: stage_funnel(s.log),
    "stage_funnel, phase": lambda s: stage_funnel(s.log, by="phase"),
    "alluvial": lambda s: alluvial(s.log),
    "transition_matrix": lambda s: transition_matrix(s.log),
    "traffic_map": lambda s: traffic_map(s.log),
    "traffic_map, to_be": lambda s: traffic_map(s.log, s.after),
    "channel_comparison": lambda s: channel_comparison(s.log),
    "attribution_comparison": lambda s: attribution_comparison(s.log),
    "kpi_tiles": lambda s: kpi_tiles(s.log),
    "kpi_tiles, to_be": lambda s: kpi_tiles(s.log, to_be=s.after),
    "experiment": lambda s: experiment_picture(Experiment(s.log, s.after)),
    "channel_picture": lambda s: channel_picture(s.log),
}


def page(customers: int) -> str:
    """Return the gallery in the language in use."""
    shops = {name: shop(name, customers) for name in SCENARIOS}
    links = [tag("a", words(name), href=f"#{place}") for place, name in enumerate(PICTURES)]
    parts, grounds = [], []
    for place, (name, draw) in enumerate(PICTURES.items()):
        parts.append(tag("h2", words(name), id=str(place)))
        for scenario, drawn in shops.items():
            key = f"p{place}-{scenario}"
            picture = draw(drawn)
            grounds.append(_ground(key, picture))
            parts.append(tag("section", tag("h3", words(f"{name} · {scenario}")), *_shown(key, picture)))
    matrix = tag("feColorMatrix", type="matrix", values=_DEUTAN)
    filters = tag("svg", tag("filter", matrix, id="deutan"), width=0, height=0, aria_hidden="true")
    head = tag("meta", charset="utf-8") + tag("title", "journeylab") + tag("style", _STYLE + "".join(grounds))
    body = filters + tag("h1", words("journeylab")) + tag("nav", *links) + "".join(parts)
    return "<!DOCTYPE html>\n" + tag("html", tag("head", head), tag("body", body), lang=language())


def _ground(key: str, picture: Picture) -> str:
    """Return the rule that holds a picture, once for its four views."""
    source = b64encode(picture.svg.encode()).decode("ascii")
    width, height = picture.size
    return (
        f".{key} {{ background-image: url(data:image/svg+xml;base64,{source}); aspect-ratio: {width} / {height}; }}\n"
    )


def _shown(key: str, picture: Picture) -> list[str]:
    views = [
        tag(
            "figure",
            tag("figcaption", view),
            tag("div", class_=key, role="img", aria_label=picture.title),
            class_=f"view {view}",
        )
        for view in _VIEWS
    ]
    written = picture.table
    twin = tag("details", tag("summary", words(f"{picture.title}: {len(written)} × {written.shape[1]}")),
               tag("div", written.to_html()))  # fmt: skip
    return [tag("div", *views, class_="views"), paragraph(picture.description), twin]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the page and say where it lies."""
    parser = argparse.ArgumentParser(prog="python -m tools.gallery", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--lang", choices=("de", "en"), default="de")
    parser.add_argument("--customers", type=int, default=5_000)
    chosen = parser.parse_args(arguments)
    jl.set_language(chosen.lang)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    path = chosen.folder / f"gallery.{chosen.lang}.html"
    path.write_text(page(chosen.customers), encoding="utf-8", newline="\n")
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
