"""Maps, contacts and touchpoints that somebody builds in a notebook instead of a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from journeylab.domain.journey_map import Channel, Contact, JourneyMap, Moment
from journeylab.domain.touchpoint import Touchpoint
from journeylab.errors import ModelError
from journeylab.i18n import set_language

MOMENT = Moment(id="kaufen", label="Kaufen", phase="purchase", aida="action")
CHANNEL = Channel(id="web", label="Web-Shop", medium="digital")
FIELDS: dict[str, Any] = {
    "id": "kasse",
    "touchpoint": "checkout",
    "label": "Kasse",
    "moment": "kaufen",
    "channel": "web",
}


def shop(**changed: Any) -> JourneyMap:
    """Return a map with one contact, built from objects."""
    parts: dict[str, Any] = {"moments": [MOMENT], "channels": [CHANNEL], "contacts": [Contact(**FIELDS)]}
    return JourneyMap(id="laden", title="Laden", **parts | changed)


def test_objects_and_dictionaries_build_the_same_map() -> None:
    """Format and version need not be named, and a part may be a dictionary."""
    from_dictionaries = shop(
        moments=[{"id": "kaufen", "label": "Kaufen", "phase": "purchase", "aida": "action"}],
        channels=[{"id": "web", "label": "Web-Shop", "medium": "digital"}],
        contacts=[FIELDS],
    )
    assert shop() == from_dictionaries
    assert (from_dictionaries.format, from_dictionaries.version) == ("journeylab/map", 1)


def test_a_touchpoint_can_be_built() -> None:
    """A kind of contact of one's own has the same fields as those of the catalogue."""
    own = Touchpoint(
        key="repair_cafe",
        label={"de": "Reparatur-Café", "en": "Repair café"},
        summary="Gemeinsam reparieren.",
        phases=["after"],
        channel="store",
        medium="stationary",
        engagement="active",
        ownership="owned",
        team="store",
    )
    assert str(own) == "Reparatur-Café"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: Contact(**FIELDS, emotoin=1),
            "Contact.emotoin: 'emotoin' is not known here.\n-> Did you mean 'emotion'?",
        ),
        (
            lambda: Contact(**FIELDS, emotion=7),
            "Contact.emotion: 7 is not allowed here.\n-> Write a number of at most 2.",
        ),
        (
            lambda: Moment(id="kaufen", label="Kaufen", phase="befor"),
            "Moment.phase: 'befor' is not known here.\n-> Did you mean 'before'?",
        ),
        (
            lambda: Channel(id="web", label="Web"),
            "Channel.medium: 'medium' is missing here.\n-> Add medium=... to the call.",
        ),
        (
            lambda: shop(contacts=[FIELDS | {"channel": "wep"}]),
            "JourneyMap.contacts[0].channel: 'wep' is not known here.\n-> Did you mean 'web'?",
        ),
        (
            lambda: shop(contacts=["kasse"]),
            "JourneyMap.contacts[0]: The text 'kasse' is not allowed here.\n"
            "-> Give Contact(...) or a dictionary with its keys.",
        ),
        (lambda: shop(channels=[]), "JourneyMap.channels: 0 entries are too few.\n-> At least 1 entries are needed."),
    ],
)
def test_a_slip_names_model_place_and_way_out(call: Callable[[], object], message: str) -> None:
    """A wrong key, term, number, reference or shape is one message that a learner can act on."""
    set_language("en")
    with pytest.raises(ModelError) as caught:
        call()
    assert str(caught.value) == message


def test_several_slips_are_counted_and_kept() -> None:
    """The message shows the first problem and how many follow; code can read them all."""
    with pytest.raises(ModelError) as caught:
        Contact(id="kasse", touchpoint="checkout", label="Kasse")
    assert caught.value.problem.endswith("(Weitere Fehler: 1.)")
    assert [each.where for each in (caught.value, *caught.value.more)] == [("moment",), ("channel",)]


def test_nested_slips_are_all_found_at_their_places() -> None:
    """Data within data is checked as a whole: two wrong contacts are two problems, not the first alone."""
    with pytest.raises(ModelError) as caught:
        shop(contacts=[FIELDS | {"emotion": 9}, FIELDS, FIELDS | {"form": "x"}])
    assert [each.where for each in (caught.value, *caught.value.more)] == [
        ("contacts", 0, "emotion"),
        ("contacts", 2, "form"),
    ]


def test_a_part_shows_what_was_said_of_it() -> None:
    """What has its default value is left out, and terms show as a file has them."""
    assert repr(Contact(**FIELDS, emotion=-2, helpers=["copy"])) == (
        "Contact(id='kasse', touchpoint='checkout', label='Kasse', moment='kaufen', channel='web', emotion=-2, "
        "helpers=('copy',))"
    )
    assert repr(MOMENT) == "Moment(id='kaufen', label='Kaufen', phase='purchase', aida='action')"
