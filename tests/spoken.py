"""Everything that people see of journeylab, as text, in the language in use."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import ipywidgets as w
import pandas as pd
from pydantic import BaseModel

import journeylab as jl
from journeylab.analysis.paths import entry_and_exit, frequent_paths
from journeylab.domain.text import Text
from journeylab.facade import kpi_names
from journeylab.store.catalogue import models, touchpoints
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.views.picture import Picture
from journeylab.views.report import report
from tools.gallery import PICTURES, Shop

_UNSEEN = re.compile(r"<(style|script)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_READ_ALOUD = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"]*)"')
_DRAWN = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
_BESIDE_EACH_OTHER = re.compile(r"\s{2,}|\n|·|\|")
# Traits that hold a key, a colour or code, and none that anybody reads.
_NO_WORDS = re.compile(r"_|svg$|layout$|style$|keys$|tabbable$|comm$|lang$|mode$|speed$|accept$|icon$|orientation$")


def of_markup(markup: str) -> Iterator[str]:
    """Yield the texts of HTML or SVG: between tags, read aloud, and in the pictures inside."""
    for drawn in _DRAWN.findall(markup):
        yield from of_markup(b64decode(drawn).decode("utf-8"))
    markup = _UNSEEN.sub(" ", markup)
    yield from _READ_ALOUD.findall(markup)
    yield from _joined(text.strip() for text in re.split(r"<[^>]*>", markup) if text.strip())


def _joined(lines: Iterable[str]) -> Iterator[str]:
    """Put words together that a picture has broken over two lines."""
    whole = ""
    for line in lines:
        broken = whole.endswith("-") and whole[-2:-1].isalpha()
        if whole and not broken:
            yield whole
        whole = (whole[:-1] if line[0].islower() else whole) + line if broken else line
    yield whole


def of_table(frame: pd.DataFrame) -> Iterator[str]:
    """Yield headings, index and cells, as they are written."""
    written = frame.written() if hasattr(frame, "written") else frame
    yield from map(str, written.columns)
    yield from map(str, written.index)
    yield from (cell for column in written.to_numpy().T for cell in column if isinstance(cell, str))
    yield from getattr(frame, "notes", ())


def of_picture(picture: Picture) -> Iterator[str]:
    """Yield title, description, the words of the picture, and its table."""
    yield from (picture.title, picture.description, repr(picture))
    yield from of_markup(picture.svg)
    yield from of_table(picture.table)


def of_widget(widget: w.Widget) -> Iterator[str]:
    """Yield every text of a widget and of those in it, labels of options and texts for its JavaScript included."""
    for name, value in widget.trait_values().items():
        chosen = name == "value" and widget.has_trait("options")
        if isinstance(value, w.Widget) or chosen or _NO_WORDS.search(name):
            continue
        if name == "options":
            value = [each[0] if isinstance(each, tuple) else each for each in value]
        for text in _texts(value):
            yield from of_markup(text)
    for child in getattr(widget, "children", ()):
        yield from of_widget(child)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def of_panel(panel: Any) -> Iterator[str]:
    """Yield what a widget of journeylab shows: alive, without a kernel, and without a screen."""
    yield from of_widget(panel)
    bundle = panel._repr_mimebundle_()
    yield from of_markup(bundle["text/html"])
    yield bundle["text/plain"]


def of_shown(thing: Any) -> Iterator[str]:
    """Yield what a notebook shows of an object, and what a console prints."""
    if isinstance(thing, pd.DataFrame):
        yield from of_table(thing)
    if hasattr(thing, "_repr_html_"):
        yield from of_markup(thing._repr_html_() or "")
    yield repr(thing)


def texts_of_shop(shop: Shop) -> dict[str, Callable[[], Iterator[str]]]:
    """Return what can be seen of a scenario; each is made anew, in the language then in use."""
    as_is, log = shop.as_is, shop.log
    shown: dict[str, Callable[[], Any]] = {
        "scenario": lambda: as_is,
        "log": lambda: log,
        "journey": lambda: log.journey(shop.buyer),
        "kpis": lambda: jl.kpis(log),
        "kpis by team": lambda: jl.kpis(log, by="team"),
        "paths": lambda: jl.paths(log),
        "frequent paths": lambda: frequent_paths(log),
        "entry and exit": lambda: entry_and_exit(log),
        "funnel": lambda: jl.funnel(log),
        "funnel by aida": lambda: jl.funnel(log, by="aida"),
        "attribution": lambda: jl.compare_attribution(log),
        "difference": lambda: jl.difference(log, shop.after, "conversion_rate"),
        "experiment": lambda: jl.experiment(as_is, shop.to_be, customers=120),
    }
    made = {name: (lambda make=make: of_shown(make())) for name, make in shown.items()}
    drawn = {name: (lambda draw=draw: of_picture(draw(shop))) for name, draw in PICTURES.items()}
    widgets = {
        "JourneyPlayer": lambda: of_panel(jl.JourneyPlayer(as_is, customers=20)),
        "Simulator": lambda: of_panel(jl.Simulator(as_is, customers=200)),
        "AidaWalk": lambda: of_walk(jl.AidaWalk(as_is, customers=200)),
    }
    return {
        **made,
        **drawn,
        **widgets,
        "gaps": lambda: map(str, jl.gaps(as_is)),
        "report": lambda: of_markup(report(log, source="log.csv", kpi_names=kpi_names())),
    }


def of_walk(walk: Any) -> Iterator[str]:
    """Yield every page of the walk, of its first stage and of its end."""
    yield from of_panel(walk)
    for _stage in walk.state.plan.model.stages:
        walk.hint.click()
        walk.take.click()
        yield from of_widget(walk)
        walk.forward.click()
    walk.send.click()
    yield from of_panel(walk)


def texts_of_catalogues() -> dict[str, Callable[[], Iterator[str]]]:
    """Return what can be seen of everything that belongs to no scenario."""
    cards = {f"kpi {name}": (lambda name=name: of_card(name)) for name in kpis_catalogue()}
    return cards | {
        "scenarios": lambda: of_shown(jl.scenarios()),
        "touchpoints": lambda: of_record(touchpoints()),
        "models": lambda: of_record(models()),
    }


def of_record(value: Any) -> Iterator[str]:
    """Yield every bilingual text inside data, however deep."""
    if isinstance(value, Text):
        yield str(value)
    elif isinstance(value, Mapping):
        yield from (text for each in value.values() for text in of_record(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in of_record(each))
    elif isinstance(value, BaseModel):
        # A source is cited in its own words.
        names = (name for name in type(value).model_fields if name != "source")
        yield from (text for name in names for text in of_record(getattr(value, name)))


def of_card(name: str) -> Iterator[str]:
    """Yield the card of a KPI, and a result with its calculation."""
    card = jl.kpi(name)
    for text in (*of_shown(card), *of_shown(card.compute(**card.example.inputs))):
        # A source is cited in its own words.
        for source in card.sources:
            text = text.replace(source, "")
        yield text


def pieces(texts: Iterator[str]) -> list[str]:
    """Return texts cut where two of them stand beside each other."""
    return [piece for text in texts for piece in _BESIDE_EACH_OTHER.split(text) if piece.strip()]
