"""What keeps a scenario from being simulated, found in its file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import ValidationError

from journeylab.domain.scenario import Scenario
from journeylab.domain.scenario_checks import MAX_CONTACTS
from journeylab.i18n import set_language
from journeylab.store.checking import check_file
from journeylab.store.finding import Finding
from journeylab.store.maps import read_map

Check = Callable[..., list[Finding]]


@pytest.fixture
def checked(tiny_scenario_text: str, tmp_path: Path) -> Check:
    """Return a function that changes the small scenario, writes it and returns what is wrong."""

    def check(*changes: tuple[str, str]) -> list[Finding]:
        text = tiny_scenario_text
        for old, new in changes:
            assert text.count(old) >= 1, old
            text = text.replace(old, new, 1)
        path = tmp_path / "laden.yaml"
        path.write_text(text, encoding="utf-8")
        found = check_file(path)
        lines = text.splitlines()
        assert all(f.file == "laden.yaml" and f.line and 1 <= f.line <= len(lines) for f in found)
        # A German message that is equal in English was never translated.
        set_language("en")
        english = check_file(path)
        set_language("de")
        assert [f.line for f in english] == [f.line for f in found]
        assert all(german.problem != other.problem for german, other in zip(found, english, strict=True))
        return found

    return check


def line(text: str, part: str) -> int:
    """Return the number of the first line that holds a text."""
    return next(i for i, written in enumerate(text.splitlines(), 1) if part in written)


def test_the_small_scenario_is_sound(checked: Check) -> None:
    """The file that these tests change has nothing wrong with it."""
    assert checked() == []


def test_negative_weight(checked: Check, tiny_scenario_text: str) -> None:
    """A weight below zero is refused where it stands."""
    (found,) = checked(("suche: {korb: 4", "suche: {korb: -4"))
    assert found.line == line(tiny_scenario_text, "suche: {korb: 4")
    assert found.field == "behaviour.next.suche.korb"
    assert found.problem == "-4 ist hier nicht erlaubt."
    assert found.fix == "Schreiben Sie eine Zahl von mindestens 0."


def test_infinite_weight(checked: Check) -> None:
    """A weight that no number can hold is refused as well."""
    (found,) = checked(("suche: {korb: 4", "suche: {korb: .inf"))
    assert found.field == "behaviour.next.suche.korb"


def test_all_weights_zero(checked: Check, tiny_scenario_text: str) -> None:
    """A contact whose weights are all zero leads nowhere."""
    (found,) = checked(("retoure: {ende: 1, suche: 1}", "retoure: {ende: 0, suche: 0}"))
    assert found.line == line(tiny_scenario_text, "retoure: {ende: 1")
    assert found.field == "behaviour.next.retoure"


def test_all_start_weights_zero(checked: Check) -> None:
    """A start whose weights are all zero begins nowhere."""
    assert checked(("start: {suche: 1}", "start: {suche: 0}"))[0].field == "behaviour.start"


def test_negative_cost(checked: Check, tiny_scenario_text: str) -> None:
    """A contact cannot cost less than nothing."""
    (found,) = checked(("cost_per_contact: {suche: 0.5", "cost_per_contact: {suche: -0.5"))
    assert found.line == line(tiny_scenario_text, "cost_per_contact")
    assert found.field == "economics.cost_per_contact.suche"
    assert found.fix == "Schreiben Sie eine Zahl von mindestens 0."


def test_id_used_twice(checked: Check, tiny_scenario_text: str) -> None:
    """Two contacts of the same id are told apart by line."""
    found = checked(("id: kasse,", "id: korb,"))[0]
    assert found.line == line(tiny_scenario_text, "id: kasse,")
    assert found.field == "contacts[korb].id"


def test_lever_id_used_twice(checked: Check) -> None:
    """Two levers of the same id are refused."""
    lever = "  - {id: gastkauf, label: x, moves: nps, direction: up, patch: {}}\nlevers:\n"
    assert checked(("levers:\n", "levers:\n" + lever.removesuffix("levers:\n")))[0].field == "levers[gastkauf].id"


def test_next_contact_that_does_not_exist(checked: Check, tiny_scenario_text: str) -> None:
    """A next contact that is not on the map is answered with the nearest that is."""
    (found,) = checked(("kasse: {kauf: 6", "kasse: {kauff: 6"))
    assert found.line == line(tiny_scenario_text, "kasse: {kauf: 6")
    assert (found.field, found.fix) == ("behaviour.next.kasse.kauff", "Meinten Sie „kauf“?")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("start: {suche: 1}", "start: {suchee: 1}", "behaviour.start"),
        ("    kasse: {abbruch: -1}", "    kase: {abbruch: -1}", "behaviour.mood_tilt.kase"),
        ("suche: {korb: 1.5}", "suche: {korp: 1.5}", "behaviour.existing_factor.suche.korp"),
        ("    kauf: {delivers", "    kaufen: {delivers", "behaviour.contact.kaufen"),
        ("basket: [korb]", "basket: [korbb]", "behaviour.events.basket[#1]"),
        ("word_of_mouth: {contact: suche", "word_of_mouth: {contact: such", "behaviour.word_of_mouth.contact"),
        ("retoure: 1}\n  advertising", "retour: 1}\n  advertising", "economics.cost_per_contact.retour"),
        ("advertising: [suche]", "advertising: [sucht]", "economics.advertising[#1]"),
        ("moment: danach, channel", "moment: danah, channel", "contacts[retoure].moment"),
        ("channel: post}", "channel: poste}", "contacts[retoure].channel"),
        ("retoure: {ende: 1", "retour: {ende: 1", "behaviour.next.retour"),
    ],
)
def test_dangling_names(checked: Check, old: str, new: str, field: str) -> None:
    """Whatever names a contact, a moment or a channel must name one that is there."""
    (found,) = [each for each in checked((old, new)) if each.field == field]
    assert "Meinten Sie" in found.fix


def test_contact_without_next(checked: Check) -> None:
    """A contact from which nothing leads is named: customers would be stuck."""
    (found,) = checked(("    retoure: {ende: 1, suche: 1}\n", ""))
    assert found.field == "behaviour.next"
    assert "retoure" in found.problem


def test_endless_journey_names_its_loop(checked: Check, tiny_scenario_text: str) -> None:
    """A loop that no exit leaves is refused, and every contact of the loop is named."""
    found = checked(
        ("suche: {korb: 4, suche: 2, abbruch: 3, wettbewerber: 1}", "suche: {korb: 4}"),
        ("korb: {kasse: 5, suche: 2, abbruch: 3}", "korb: {suche: 2, abbruch: 0}"),
    )
    assert [f.field for f in found] == ["behaviour.next.suche"]
    assert found[0].line == line(tiny_scenario_text, "suche: {korb: 4")
    assert "suche -> korb" in found[0].problem
    assert "abbruch" in found[0].fix


def test_a_loop_with_an_exit_is_a_journey(checked: Check) -> None:
    """Going back again and again is normal as long as somebody can leave."""
    assert checked(("suche: {korb: 4, suche: 2, abbruch: 3, wettbewerber: 1}", "suche: {korb: 1}")) == []


def test_a_loop_that_nobody_reaches_is_allowed(checked: Check) -> None:
    """A contact that only a lever leads to may wait behind the others."""
    assert (
        checked(
            ("kauf: {ende: 7, retoure: 2, suche: 1}", "kauf: {ende: 7}"),
            ("retoure: {ende: 1, suche: 1}", "retoure: {retoure: 1}"),
        )
        == []
    )


def test_whoever_is_tired_may_leave(checked: Check) -> None:
    """A pause after which everybody always comes back never ends."""
    visit = "  visit: {attention: 5, comes_back: {suche: 1}}\n  events:"
    (found,) = checked(("  events:", visit))
    assert found.field == "behaviour.visit.comes_back"


def test_an_outcome_is_no_contact(checked: Check) -> None:
    """A contact cannot be called like an outcome."""
    found = checked(("- {id: retoure,", "- {id: ende,"))
    assert found[0].field == "contacts[ende].id"


def test_personas_must_be_able_to_begin(checked: Check) -> None:
    """A kind of customer without a first contact, and a scenario without customers, are refused."""
    (found,) = checked(("start: {suche: 1}", "start: {new: {suche: 1}}"))
    assert found.field == "behaviour.start"
    found_none = checked(("share: 3,", "share: 0,"), ("share: 1,", "share: 0,"))
    assert [f.field for f in found_none] == ["personas"]


def test_a_lever_must_fit(checked: Check, tiny_scenario_text: str) -> None:
    """A patch that breaks the scenario is refused with the file, not when it is pulled."""
    (found,) = checked(("{kasse: {abbruch: 1}}}}", "{kasse: {weg: 1}}}}"))
    assert found.line == line(tiny_scenario_text, "patch:")
    assert found.field == "levers[gastkauf].patch"
    assert "behaviour.next.kasse.weg" in found.problem


@pytest.mark.parametrize("patch", ["{economics: null}", "{economics: 5}", "{contacts: [{id: [1]}]}", "{behavior: {}}"])
def test_a_patch_without_the_shape_of_a_scenario(checked: Check, tiny_scenario_text: str, patch: str) -> None:
    """Whatever a patch takes away or replaces, the answer is a message."""
    written = next(row for row in tiny_scenario_text.splitlines() if "patch:" in row)
    (found,) = checked((written, f"    patch: {patch}"))
    assert found.field == "levers[gastkauf].patch"


def test_several_problems_at_once(checked: Check) -> None:
    """One check names everything, in the order of the file."""
    found = checked(
        ("touchpoint: basket", "touchpiont: basket"), ("emotion: -1", "emotion: -3"), ("margin: 0.4", "margin: 4")
    )
    assert [f.field for f in found] == ["contacts[korb].touchpiont", "contacts[kasse].emotion", "economics.margin"]


def test_states_fit_into_a_byte(tiny_scenario: Scenario) -> None:
    """A scenario has at least one contact and at most as many as a byte can number beside the outcomes."""
    data = tiny_scenario.model_dump()
    contact = data["contacts"][0]
    many = [contact | {"id": f"c{i}"} for i in range(MAX_CONTACTS + 1)]
    for contacts in ([], many):
        with pytest.raises(ValidationError, match=str(MAX_CONTACTS)):
            Scenario.model_validate(data | {"contacts": contacts})


def test_the_object_is_what_the_file_says(tiny_scenario: Scenario, tiny_scenario_text: str, tmp_path: Path) -> None:
    """Reading the file of a scenario gives the scenario."""
    path = tmp_path / "laden.yaml"
    path.write_text(tiny_scenario_text, encoding="utf-8")
    assert read_map(path) == tiny_scenario


def test_a_patch_may_not_take_the_economics_away(tiny_scenario: Scenario) -> None:
    """A lever whose patch removes a whole part is answered by the model."""
    from pydantic import ValidationError

    lever = tiny_scenario.lever("gastkauf").model_copy(update={"patch": {"economics": None}})
    with pytest.raises(ValidationError, match="economics"):
        tiny_scenario.model_copy(update={"levers": (lever,)}).with_levers("gastkauf")
