"""``journeylab pictures``: the pictures of a lesson or a scenario as files, for slides of one's own."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from journeylab.domain.scenario import Scenario
from journeylab.errors import DataError, UsageError
from journeylab.facade import touchpoint_map
from journeylab.i18n import _, ngettext, set_language
from journeylab.sim.simulate import simulate
from journeylab.store.lesson_material import lesson_path, read_lesson
from journeylab.store.lessons import explained
from journeylab.store.maps import scenario, scenarios
from journeylab.store.new_file import slug
from journeylab.views.alluvial import alluvial
from journeylab.views.attribution_comparison import attribution_comparison
from journeylab.views.channel_comparison import channel_comparison
from journeylab.views.emotion_curve import emotion_curve
from journeylab.views.kpi_tiles import kpi_tiles
from journeylab.views.lesson_pictures import lesson_pictures
from journeylab.views.picture import Picture
from journeylab.views.stage_funnel import stage_funnel
from journeylab.views.traffic_map import traffic_map
from journeylab.views.transition_matrix import transition_matrix

CUSTOMERS, SEED = 5_000, 7


def pictures(arguments: Namespace) -> int:
    """Write every picture of a lesson or a scenario into a folder, and say which."""
    name, found = _found(arguments.source)
    folder = arguments.out or Path(f"{name}-{_('pictures')}")
    made = list(found)
    if not made:
        raise DataError(
            _("This lesson shows no picture."), _("Run it in JupyterLab and save it; then its pictures lie in it.")
        )
    with explained(folder, _("Name another folder with --out.")):
        folder.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(made, 1):
        what = slug(picture.title.partition(":")[0]) or "bild"
        place = folder / f"{name}-{number:02d}-{what}.{arguments.format}"
        said = _("renewed: {file}") if place.exists() else _("written: {file}")
        print(said.format(file=picture.save(place).name))
    count = ngettext("{count} picture lies in {folder}", "{count} pictures lie in {folder}", len(made))
    print(count.format(count=len(made), folder=folder.absolute()))
    print(_("In a program for slides: Insert, Picture. SVG stays sharp at any size; older programs take PNG."))
    return 0


def _found(source: str) -> tuple[str, Iterator[Picture]]:
    """Return the name of a lesson or a scenario and its pictures; a scenario is asked for first."""
    if source in scenarios() or Path(source).suffix.lower() in (".yaml", ".yml"):
        shop = scenario(source)
        return shop.id, _of_scenario(shop)
    try:
        path = lesson_path(source)
    except UsageError as error:
        known = ", ".join(scenarios())
        raise UsageError(error.problem, error.fix + " " + _("Scenarios: {names}.").format(names=known)) from None
    lesson = read_lesson(path)
    set_language(lesson.language)
    return lesson.name, iter(lesson_pictures(lesson))


def _of_scenario(shop: Scenario) -> Iterator[Picture]:
    """Yield what a notebook can draw: first of the shop itself, then of its simulated log."""
    yield touchpoint_map(shop)
    yield emotion_curve(shop)
    log = simulate(shop, customers=CUSTOMERS, seed=SEED)
    for draw in (kpi_tiles, stage_funnel, alluvial, transition_matrix, traffic_map, channel_comparison):
        yield draw(log)
    yield attribution_comparison(log)
