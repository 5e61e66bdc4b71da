"""The report on a log: one HTML file that needs nothing else, to read, print and pass on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from journeylab.analysis.headline import Headline, headline
from journeylab.analysis.journeys import journeys
from journeylab.analysis.log_kpis import currency, kpis
from journeylab.analysis.paths import paths
from journeylab.domain.journey_log import Journey, JourneyLog
from journeylab.errors import JourneyLabError
from journeylab.i18n import _, day, duration, money, ngettext, number
from journeylab.views import report_method, report_sections
from journeylab.views.flow_chart import channel_picture
from journeylab.views.report_parts import page, paragraph, section, tag, tile, words
from journeylab.views.touchpoint_map_svg import touchpoint_map

# A path of so many contacts shows what a path is and leaves the map readable.
_READABLE = 8


def report(log: JourneyLog, *, source: str, kpi_names: Mapping[str, str] | None = None) -> str:
    """Write everything that a shop should know about its log as one page.

    Parameters
    ----------
    log : JourneyLog
        Observed or simulated; what it cannot tell is named, not left out.
    source : str
        Where the log comes from: a path or a title; of a path the page shows
        the last part only.
    kpi_names : mapping of str to str, optional
        Names of KPIs by id, for those that a map names.

    Returns
    -------
    str
        HTML in the language in use; it loads nothing and runs nothing, and the
        same log gives the same page.
    """
    name = re.split(r"[\\/]", source.rstrip("\\/"))[-1] or source
    title = _("Customer journeys: {name}").format(name=name)
    parts: list[tuple[str, str, Sequence[str]]] = [("finding", _("The main point"), _finding(headline(log)))]
    parts.append(("glance", _("At a glance"), _glance(log)))
    if log.n_events:
        found = paths(log)
        parts += [
            ("picture", _("The touchpoint map") if log.map else _("From channel to channel"), _picture(log, kpi_names)),
            ("paths", _("Paths"), report_sections.ways(log, found)),
            (
                "funnel",
                _("How far customers get") if log.map else _("How far journeys get"),
                report_sections.funnels(log),
            ),
            ("kpis", _("KPIs"), report_sections.figures(log)),
            ("attribution", _("Attribution: who gets the credit?"), report_sections.credit(log)),
        ]
    kept = [] if log.simulated else [_("It holds no customer ids.")]
    parts.append(("method", _("How this report was made"), report_method.method(log)))
    return page(
        title,
        _header(log, name),
        [
            (anchor, heading, section(anchor, heading, *content, kind="box" if anchor == "finding" else None))
            for anchor, heading, content in parts
        ],
        paragraph(" ".join([_("Made with journeylab. This file loads nothing from outside."), *kept])),
    )


def _header(log: JourneyLog, name: str) -> str:
    facts = [words(_period(log))]
    if log.simulated:
        made = _("Simulated, synthetic data, seed {seed}.").format(seed=log.seed)
        facts.insert(0, tag("strong", words(_("synthetic")), class_="badge") + " " + words(made))
    return "".join(
        [
            tag("p", words(_("Customer journey report")), class_="kicker"),
            tag("h1", words(name)),
            tag("p", " ".join(facts), class_="facts"),
        ]
    )


def _period(log: JourneyLog) -> str:
    """Say from when to when the log reaches."""
    if log.minutes is None or not log.n_events:
        return _("This log has no times.")
    first, last = int(log.minutes.min()), int(log.minutes.max())
    length = duration(last - first)
    if log.start is None or log.simulated:
        return _("The contacts span {length}.").format(length=length)
    return _("{first} to {last} ({length})").format(
        first=day(log.start + timedelta(minutes=first)), last=day(log.start + timedelta(minutes=last)), length=length
    )


def _finding(found: Headline) -> list[str]:
    step = tag("p", tag("strong", words(_("Next step:"))), " ", words(found.step), class_="step")
    return [
        paragraph(found.finding, "statement" if found.clear else "statement unclear"),
        paragraph(found.certainty),
        step,
        *(paragraph(text, "small") for text in (found.caution, found.rule) if text),
    ]


def _glance(log: JourneyLog) -> list[str]:
    kinds = ngettext("{count} touchpoint", "{count} different touchpoints", len(log.touchpoints))
    each = _("{count} contacts on average").format(count=number(log.n_events / max(len(log), 1), 1))
    tiles = [
        tile(_("Customers"), number(len(log)), each),
        tile(_("Contacts"), number(log.n_events), kinds.format(count=number(len(log.touchpoints)))),
    ]
    told = kpis(log)
    if log.conversion is not None:
        cut = journeys(log)
        tiles.append(tile(_("Journeys"), number(len(cut)), _("a conversion closes one")))
        tiles.append(tile(_("Conversions"), number(cut.conversions), _("journeys with success")))
        shown = told.written()
        for key in ("conversion_rate_customers", "conversion_rate_journeys", "conversion_rate"):
            if key in told.index:
                label, value, low, high, basis = map(str, shown.loc[key])
                # One customer alone leaves no interval.
                known = told["low"].notna()[key]
                sure = [_("95%: {low} to {high}").format(low=low, high=high)] if known else []
                tiles.append(tile(label, value, basis, *sure))
        if log.value is not None:
            total = float((log.value * log.conversion).sum())
            note = _("sum of all conversions")
            if "aov" in told.index and cut.conversions:
                note = _("{mean} per order").format(mean=shown.loc["aov"].iloc[1])
            tiles.append(tile(_("Value of the conversions"), money(total, currency(log), 0), note))
    missing = log.missing()
    said = [paragraph(_("Not in this log: {facts}").format(facts=", ".join(missing)) + ".", "small")] if missing else []
    return [tag("dl", *tiles, class_="tiles"), *said]


def _picture(log: JourneyLog, kpi_names: Mapping[str, str] | None) -> list[str]:
    """Return the map where the log has one, else the channels and what follows what."""
    try:
        drawn = touchpoint_map(log.map, _example(log), kpi_names=kpi_names) if log.map else channel_picture(log)
    except JourneyLabError as error:
        return [paragraph(error.problem)]
    # The description says for those who see nothing what the picture shows; it is part of the SVG.
    return [tag("div", drawn.svg, class_="scroll picture", role="region", aria_label=drawn.title, tabindex="0")]


def _example(log: JourneyLog) -> Journey | None:
    """Return the buyer of a simulated log whose way is most readable on a map: not too short, not too long."""
    if not log.simulated or log.conversion is None or not log.conversion.any():
        return None
    buyers = np.unique(log.owner()[log.conversion])
    return log.journey(int(buyers[np.abs(log.lengths()[buyers] - _READABLE).argmin()]))
