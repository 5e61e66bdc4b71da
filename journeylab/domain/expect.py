"""One message for the likeliest slip: a function gets something else than it works on."""

from __future__ import annotations

from journeylab.errors import UsageError
from journeylab.i18n import _


def expect(given: object, wanted: type) -> None:
    """Raise if `given` is not a map, a scenario or a log, whichever the function works on."""
    if isinstance(given, wanted):
        return
    ways = {
        "JourneyMap": (_("a map"), 'jl.scenario("fahrrad"), jl.read_map("karte.yaml")'),
        "Scenario": (_("a scenario"), 'jl.scenario("fahrrad"), jl.scenario("laden.yaml")'),
        "JourneyLog": (_("a log"), 'jl.simulate(shop), jl.read_log("export.csv")'),
    }
    name, way = ways[wanted.__name__]
    raise UsageError(
        _("Here {wanted} is needed, not {given}.").format(wanted=name, given=type(given).__name__),
        _("You get one for example by: {way}").format(way=way),
    )
