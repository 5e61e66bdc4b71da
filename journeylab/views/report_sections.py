"""The parts of a report that show numbers: paths, funnel, KPIs, attribution."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from journeylab.analysis.compare import compare_attribution, model_labels
from journeylab.analysis.contact_funnel import contact_funnel
from journeylab.analysis.funnel import funnel
from journeylab.analysis.log_facts import Facts, UntoldError
from journeylab.analysis.log_figures import FIGURES
from journeylab.analysis.log_kpis import kpis
from journeylab.analysis.paths import Paths
from journeylab.analysis.table import Table
from journeylab.domain.journey_log import JourneyLog
from journeylab.i18n import _, ngettext, number
from journeylab.views.bars import Bar, bar_chart, dot_chart, mark, shortened
from journeylab.views.marks import MARKS
from journeylab.views.report_parts import cells, figure, listing, paragraph, paragraphs, table, tag, words

# Longer tables and charts are not read; what is left out is counted.
_MOST_ROWS, _MOST_IN_CHART, _MOST_STATIONS = 20, 12, 10
_LONGEST_NAME = 60


def ways(log: JourneyLog, found: Paths) -> list[str]:
    """Return what the ways look like: measures, the most frequent ones, where they begin and end."""
    told = log.conversion is not None
    said = _("Each line is a journey from its first contact to the conversion, or to the last contact seen.")
    if not told:
        said = _("Each line is the whole way of a customer: without conversions nobody knows where a journey ends.")
    frequent = [[_short_way(row[0]), *row[1:]] for row in cells(found.frequent.written())]
    headings = [_("Path"), _("Journeys"), _("Share"), *([_("of these with success")] if told else [])]
    return [
        _figures_table(_("The shape of the paths"), found.measures, _("Measure")),
        paragraphs(found.measures.notes, "small"),
        table(
            _("The most frequent paths"),
            headings,
            frequent,
            bars={2: _relative(found.frequent["share"])},
        ),
        paragraph(said, "small"),
        paragraphs([*found.frequent.notes, _("Rows with few journeys say little about success.")], "small"),
        *_ends(found.ends),
    ]


def _short_way(way: str) -> str:
    stations = way.split(" -> ")
    if len(stations) > _MOST_STATIONS:
        between = _("({count} more)").format(count=len(stations) - _MOST_STATIONS)
        stations = [*stations[: _MOST_STATIONS - 2], between, *stations[-2:]]
    return " → ".join(shortened(station, _LONGEST_NAME) for station in stations)


def _ends(ends: Table) -> list[str]:
    some = ends[(ends["entry"] > 0) | (ends["exit"] > 0)]
    shown = some.sort_values(["entry", "exit"], ascending=False, kind="stable").head(_MOST_ROWS)
    rows = [
        [shortened(str(name), _LONGEST_NAME), number(row["entry"]), number(row["exit"])]
        for name, row in shown.iterrows()
    ]
    drawn = table(
        _("Where customers come in and where they were seen last"),
        [_("Touchpoint"), _("First contact (customers)"), _("Last contact (customers)")],
        rows,
        bars=dict(enumerate(np.split(_relative(shown.to_numpy().T.ravel()), 2), start=1)),
    )
    left_out = len(some) - len(shown)
    said = ngettext("{count} more touchpoint is not shown.", "{count} more touchpoints are not shown.", left_out)
    return [drawn, *_left_out(left_out, said)]


def funnels(log: JourneyLog) -> list[str]:
    """Return the funnel by phase and by AIDA stage where there is a map, else by number of contacts."""
    if log.map is None:
        return _by_contact(log)
    return [
        paragraph(
            _(
                "Filled: customers who reach the stage in order, one stage after the other. Frame: customers who meet "
                "it at all, in whatever order. The gap between both shows how seldom people keep to the order."
            )
        ),
        *_by_stage(log, "phase", _("Funnel by phase"), _("Phase")),
        *_by_stage(log, "aida", _("Funnel by AIDA stage"), _("AIDA stage")),
    ]


def _by_stage(log: JourneyLog, by: str, title: str, heading: str) -> list[str]:
    counted = funnel(log, by)
    if not len(counted):
        return [paragraph(_("{title}: the contacts of this log belong to none.").format(title=title))]
    customers = max(len(log), 1)
    bars = [
        Bar(
            str(stage),
            _("{reached} in order, {met} at all").format(reached=number(row["reached"]), met=number(row["met"])),
            [("main", row["reached"] / customers)],
            row["met"] / customers,
        )
        for stage, row in counted.iterrows()
    ]
    headings = [
        heading,
        _("reached in order"),
        _("of all"),
        _("of the stage before"),
        _("dropped out"),
        _("met at all"),
        _("steps back from here"),
    ]
    return [
        figure(title, bar_chart(bars, title, _("The table below holds the same numbers."))),
        table(_("The same numbers as a table"), headings, cells(counted.written(), counted.index)),
        paragraphs(counted.notes, "small"),
    ]


def _by_contact(log: JourneyLog) -> list[str]:
    counted = contact_funnel(log)
    if not len(counted):
        return [paragraph(_("No journey has a contact before its conversion."))]
    told = "converted" in counted
    title = _("From contact to contact")
    names = [_("Contact {number}").format(number=number(int(str(n)))) for n in counted.index]
    all_journeys = int(counted["reached"].iloc[0])
    parts = [("converted", "main"), ("ended", "lost"), ("goes_on", "rest")]
    bars = [
        Bar(
            name,
            ngettext("{count} journey", "{count} journeys", int(row["reached"])).format(count=number(row["reached"])),
            [(kind, row[column] / all_journeys) for column, kind in parts if column in row],
            row["reached"] / all_journeys,
        )
        for name, (_n, row) in zip(names, counted.iterrows(), strict=True)
    ]
    legend = [
        *([_key("main", _("ends here with a conversion"))] if told else []),
        _key("lost", _("ends here without one") if told else _("ends here")),
        _key("rest", _("goes on")),
    ]
    headings = [_("Contact"), _("Journeys that get so far"), _("of all")]
    headings += [_("end with a conversion")] if told else []
    headings += [_("end without") if told else _("end here"), _("go on")]
    headings += [_("conversion rate at this contact")] if told else []
    return [
        paragraph(
            _(
                "This log belongs to no map, so its contacts have no phases, and channels have no order that holds for "
                "everybody. What can be said honestly: how many journeys have a first, second, third contact, and "
                "how they go on from there."
            )
        ),
        figure(
            title,
            tag("ul", *legend, class_="legend"),
            bar_chart(bars, title, _("The table below holds the same numbers.")),
        ),
        table(_("The same numbers as a table"), headings, cells(counted.written(), names)),
        paragraphs(counted.notes, "small"),
    ]


def _key(kind: str, text: str) -> str:
    return tag("li", tag("span", class_=f"swatch {kind}", aria_hidden="true"), words(text))


def figures(log: JourneyLog) -> list[str]:
    """Return every KPI that the log can tell, and what it would need for the others."""
    counted = kpis(log)
    drawn = paragraph(_("This log tells no KPI."))
    if len(counted):
        drawn = _figures_table(_("KPIs with their 95% interval"), counted, _("KPI"))
    lacking: dict[str, list[str]] = {}
    facts = Facts(log)
    for key in (key for key in FIGURES if key not in counted.index):
        try:
            FIGURES[key].ratio(facts)
        except UntoldError as missing:
            lacking.setdefault(str(missing), []).append(FIGURES[key].label())
    if not lacking:
        return [drawn]
    return [
        drawn,
        table(
            _("What this log cannot tell"),
            [_("Not in the log"), _("so these KPIs are missing")],
            [[fact, ", ".join(labels)] for fact, labels in lacking.items()],
            text_columns=(0, 1),
        ),
        paragraph(_("Missing is not 0: add these facts to the export, and the report will show the KPIs."), "small"),
    ]


def _figures_table(caption: str, counted: Table, heading: str) -> str:
    written = counted.written()
    headings = [heading, *map(str, written.columns[1:])]
    return table(caption, headings, cells(written), text_columns=(0, len(headings) - 1))


def credit(log: JourneyLog) -> list[str]:
    """Return what each attribution model gives to each channel, and why they differ."""
    if log.conversion is None:
        return [paragraph(_("This log does not tell which events are conversions, so there is no credit to share."))]
    compared = compare_attribution(log)
    why = str(compared.attrs["why"]).splitlines()
    if not log.conversion.any():
        return [paragraph(why[0])]
    labels = model_labels()
    credits = pd.DataFrame(compared)
    ordered = credits.loc[credits["linear"].sort_values(ascending=False, kind="stable").index]
    shown = _few(ordered)
    rows = [
        [shortened(str(name), _LONGEST_NAME), *(number(value, 1) for value in row)]
        for name, row in zip(shown.index, shown.to_numpy(), strict=True)
    ]
    total = [_("Sum"), *(number(value, 1) for value in credits.sum())]
    marked = [str(model) for model in credits if model in MARKS]
    legend = (tag("li", mark(model), words(labels[model])) for model in marked)
    shares = (ordered[marked] / credits[marked].sum()).head(_MOST_IN_CHART)
    dots = {str(name): {model: float(row[model]) for model in marked} for name, row in shares.iterrows()}
    left_out = len(ordered) - len(dots)
    title = _("Share of the conversions by channel and model")
    return [
        paragraph(
            _(
                "Several contacts lead to one conversion. Each model shares it by another rule, and in each model the "
                "credits add up to all conversions."
            )
        ),
        figure(
            title,
            tag("ul", *legend, class_="legend"),
            dot_chart(dots, title, _("The table below holds the same numbers.")),
        ),
        *_left_out(
            left_out, ngettext("{count} more channel is not drawn.", "{count} more channels are not drawn.", left_out)
        ),
        table(
            _("Conversions credited to each channel"),
            [_("Channel"), *(labels[str(model)] for model in credits)],
            rows,
            total=total,
        ),
        tag("h3", words(_("Why the models differ"))),
        listing(why),
    ]


def _few(ordered: pd.DataFrame) -> pd.DataFrame:
    """Return the first rows and one for all others, so that the columns still add up."""
    if len(ordered) <= _MOST_ROWS:
        return ordered
    others = ordered.iloc[_MOST_ROWS:]
    name = ngettext("({count} other)", "({count} others)", len(others)).format(count=len(others))
    return pd.concat([ordered.head(_MOST_ROWS), others.sum().to_frame(name).T])


def _left_out(count: int, said: str) -> list[str]:
    return [paragraph(said.format(count=number(count)), "small")] if count else []


def _relative(values: ArrayLike) -> NDArray[np.float64]:
    """Return the values as shares of the largest."""
    given = np.asarray(values, dtype=float)
    return given / max(float(given.max(initial=0.0)), 1e-9)
