"""Walking through a model: every contact has its place, every gap is named, and nothing is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rooms import collisions, contrast

from journeylab.domain.models import Framework
from journeylab.domain.scenario import Scenario
from journeylab.domain.stage_plan import StagePlan, empty_plan, proposal
from journeylab.errors import DataError, ModelError, UsageError
from journeylab.facade import AidaWalk
from journeylab.i18n import set_language
from journeylab.store.catalogue import models
from journeylab.store.maps import scenario
from journeylab.views.stage_plan import WARNING, drawn, markdown, stage_plan_picture
from journeylab.views.svg import LIGHT, WIDTH
from journeylab.widgets.aida_walk import AidaWalkView
from journeylab.widgets.aida_walk_state import AidaWalkState

SHIPPED = sorted((Path(__file__).parent.parent / "datasets" / "scenarios").glob("*.yaml"))
NASTY = "<img src=x onerror=alert(1)> | *fett* & 'so'"


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language("de")


@pytest.fixture
def state(tiny_scenario: Scenario) -> AidaWalkState:
    return AidaWalkState(tiny_scenario, models().frameworks, customers=50)


@pytest.fixture
def view(state: AidaWalkState) -> AidaWalkView:
    return AidaWalkView(state)


def model(key: str) -> Framework:
    return next(each for each in models().frameworks if each.key == key)


def rules(plan: StagePlan) -> list[str]:
    return [gap.rule for gap in plan.gaps()]


def fill(state: AidaWalkState) -> None:
    """Place the tiny shop's contacts before the purchase, and say something on every stage."""
    plan = {"attention": ["suche"], "interest": ["suche"], "desire": ["korb"], "action": ["kasse", "kauf"]}
    for stage, contacts in plan.items():
        for contact in contacts:
            state.put(contact, stage=stage)
        state.write("Komm!", stage)


def test_a_contact_may_stand_on_several_stages(state: AidaWalkState) -> None:
    """The same search ad serves attention and interest, and a stage holds several contacts."""
    fill(state)
    assert list(state.placement.values()) == [{"suche"}, {"suche"}, {"korb"}, {"kasse", "kauf"}]
    assert state.plan.stages_of("suche") == (1, 2)
    state.put("suche", False, "attention")
    assert state.plan.stages_of("suche") == (2,)


def test_an_empty_plan_lacks_everything(state: AidaWalkState) -> None:
    """Each stage lacks a contact and a message, and the contacts before the purchase stand nowhere."""
    each = ["stage_without_contact", "stage_without_message"]
    assert rules(state.plan) == each * 4 + ["contact_without_stage"]
    assert state.plan.gaps()[-1].contacts == ("suche", "korb", "kasse", "kauf")


def test_a_full_plan_with_screens_only_lacks_people(state: AidaWalkState) -> None:
    """Where all contacts are digital, each stage says so, and the whole plan misses people and places."""
    fill(state)
    assert rules(state.plan) == ["only_digital"] * 4 + ["nobody_in_person"]


def test_one_contact_on_paper_ends_only_digital(state: AidaWalkState) -> None:
    """A parcel beside the web shop is something to hold; a person it is not."""
    fill(state)
    state.put("retoure", stage="action")
    assert rules(state.plan) == ["only_digital"] * 3 + ["nobody_in_person"]


def test_a_message_of_blanks_is_none(state: AidaWalkState) -> None:
    """Somebody who typed blanks has said nothing."""
    fill(state)
    state.write(" \n", "desire")
    assert [gap.sentence for gap in state.plan.gaps() if gap.rule == "stage_without_message"] == [
        "Desire: no message yet. What should somebody think, feel or do here?"
    ]


def test_a_good_plan_has_no_gap() -> None:
    """At the bicycle shop, with a poster at the search and words everywhere, nothing is left to say."""
    shop, aida = scenario("fahrrad"), model("aida")
    said = {stage.key: "Ja" for stage in aida.stages}
    plan = StagePlan(shop, aida, proposal(shop, aida), said)
    assert rules(plan) == ["only_digital"]
    assert rules(plan.with_contacts("interest", plan.placed["interest"] | {"plakat"})) == []


def test_aida_ends_with_the_purchase(state: AidaWalkState) -> None:
    """What lies after the purchase has no place in AIDA: a remark on the model, no gap of the plan."""
    assert state.plan.remarks() == ("AIDA ends with the purchase. It has no stage for: Return.",)
    state.choose("accra")
    assert state.plan.remarks() == ()
    assert state.plan.gaps()[-1].contacts == ("suche", "korb", "kasse", "kauf", "retoure")


def test_the_map_places_by_aida_and_phase(tiny_scenario: Scenario) -> None:
    """AIDA stands in the map; for ACCRA the phase decides."""
    assert proposal(tiny_scenario, model("aida")) == {
        "attention": frozenset(), "interest": {"suche"}, "desire": frozenset(), "action": {"korb", "kasse", "kauf"},
    }  # fmt: skip
    assert proposal(tiny_scenario, model("accra")) == {
        "awareness": {"suche"}, "consideration": frozenset(), "conversion": {"korb", "kasse", "kauf"},
        "retention": {"retoure"}, "advocacy": frozenset(),
    }  # fmt: skip


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_moments_of_a_phase_are_spread_in_order(path: Path) -> None:
    """At every shop each stage of See - Think - Do - Care gets a contact, and no stage an earlier one than the last."""
    shop = scenario(path)
    placed = proposal(shop, model("see_think_do_care"))
    rank = shop.moment_rank()
    assert all(placed.values())
    ranks = [[rank[contact] for contact in ids] for ids in placed.values()]
    assert all(max(earlier) < min(later) for earlier, later in pairwise(ranks))
    assert sum(len(ids) for ids in placed.values()) == len(shop.contacts)


def test_changes_can_be_taken_back_and_done_again(state: AidaWalkState) -> None:
    """Undo takes back the last change and goes where it was made; a new change ends redoing."""
    state.put("suche")
    state.forward()
    state.put("korb")
    state.undo()
    state.undo()
    assert (state.plan, state.place, state.can_undo) == (empty_plan(state.scenario, model("aida")), 0, False)
    state.redo()
    assert state.placement["attention"] == {"suche"}
    state.put("kasse")
    assert not state.can_redo


def test_what_is_typed_in_one_go_is_taken_back_in_one_go(state: AidaWalkState) -> None:
    """Three letters are one step; after a pause for a contact the next letters are another."""
    for text in ("N", "Ne", "Neu"):
        state.write(text)
    state.put("suche")
    state.write("Neu!")
    state.undo()
    state.undo()
    assert state.messages["attention"] == "Neu"
    state.undo()
    assert state.messages["attention"] == ""
    assert not state.can_undo


def test_nothing_changed_is_no_step(state: AidaWalkState) -> None:
    """Taking away what is not there, or writing what stands there, leaves nothing to take back."""
    state.put("suche", False)
    state.write("")
    state.choose("aida")
    assert not state.can_undo


def test_each_model_keeps_its_plan(state: AidaWalkState) -> None:
    """Whoever looks at ACCRA and comes back finds her AIDA, and takes back only what belongs to it."""
    state.put("suche")
    state.forward()
    state.choose("accra")
    assert (state.place, state.can_undo, state.placement["awareness"]) == (0, False, set())
    state.put("korb")
    state.choose("aida")
    assert state.placement["attention"] == {"suche"}
    state.undo()
    assert state.placement["attention"] == set()
    state.choose("accra")
    assert state.placement["awareness"] == {"korb"}


def test_the_proposal_goes_with_every_step(state: AidaWalkState) -> None:
    """Who goes on thinks for herself first: the proposal is hidden again."""
    state.hint = True
    state.put("suche")
    assert state.hint
    state.forward()
    assert not state.hint
    assert [contact.id for contact in state.proposed()] == ["suche"]
    state.take_proposal()
    assert state.placement["interest"] == {"suche"}


def test_customers_are_counted_at_the_stages(state: AidaWalkState) -> None:
    """Reached, in order, bought: each number can be counted in the journeys by hand."""
    for contact, stage in (("suche", "attention"), ("korb", "interest"), ("kasse", "desire"), ("kauf", "action")):
        state.put(contact, stage=stage)
    walk = state.run()
    order = ["suche", "korb", "kasse", "kauf"]
    ways = [state.log.journey(i).contacts() for i in range(50)]
    assert walk.reached.tolist() == [sum(each in way for way in ways) for each in order]
    stages = [[order.index(each) for each in way if each in order] for way in ways]
    steps = [pair for way in stages for pair in pairwise(way)]
    assert walk.steps.tolist() == [[steps.count((i, j)) for j in range(4)] for i in range(4)]
    lost = [way[-1] for way in stages if 3 not in way]
    assert walk.exits.tolist() == [lost.count(i) for i in range(4)]


def test_what_was_seen_is_said(state: AidaWalkState) -> None:
    """The sentences name the last stage, the way back and the exit with the very numbers of the picture."""
    fill(state)
    walk = state.run()
    reach, back, leave, several, seed = state.said()
    assert reach.startswith(f"{walk.reached[3]} of 50 customers reach Action at all")
    assert f"from Desire to Interest ({walk.steps[2, 1]})" in back
    assert leave == f"{walk.exits.sum()} who meet a stage never buy; most leave at Attention ({walk.exits[0]})."
    assert several.startswith("A contact on several stages counts for the one nearest")
    assert seed == "The customers are simulated, seed 7."


def test_a_changed_plan_has_no_result_yet(state: AidaWalkState) -> None:
    """What was counted for another plan is not shown beside this one."""
    fill(state)
    state.run()
    assert state.picture.title == "Funnel with back-jumps: Attention to Action"
    state.put("retoure", stage="action")
    assert state.walk is None
    assert state.picture.title == "AIDA for Tiny shop: the plan"


def test_the_same_plan_gives_the_same_words(tiny_scenario: Scenario) -> None:
    """Two walks with the same steps read the same, letter by letter."""
    said = []
    for _round in range(2):
        state = AidaWalkState(tiny_scenario, models().frameworks, customers=50)
        fill(state)
        state.run()
        said.append(repr(state))
    assert said[0] == said[1]
    assert said[0].splitlines()[:3] == ["AIDA for Tiny shop", "1. Attention: Search ad", "   Message: Komm!"]


def test_nobody_is_sent_through_nothing(state: AidaWalkState) -> None:
    """Without any contact on a stage there is nothing to count, and the way out is named."""
    with pytest.raises(UsageError, match="tick at least one contact"):
        state.run()


def test_at_the_end_there_is_no_stage_to_change(state: AidaWalkState) -> None:
    """At the end of the walk a contact needs a stage by name; going on from there stays there."""
    for _step in range(6):
        state.forward()
    assert (state.place, state.stage) == (4, None)
    with pytest.raises(UsageError, match="at its end"):
        state.put("suche")
    state.put("suche", stage="desire")
    assert state.placement["desire"] == {"suche"}


@pytest.mark.parametrize(("contact", "stage"), [("sucher", "desire"), ("suche", "desires")])
def test_a_misspelt_name_is_answered(state: AidaWalkState, contact: str, stage: str) -> None:
    """A contact or a stage that there is not leads to the nearest one, and the plan stays."""
    with pytest.raises(ModelError, match=r"Did you mean 'suche'\?|Did you mean 'desire'\?"):
        state.put(contact, stage=stage)
    assert not state.can_undo


@given(
    st.dictionaries(
        st.sampled_from(["attention", "interest", "desire", "action"]),
        st.tuples(st.sets(st.sampled_from(["suche", "korb", "kauf", "retoure"])), st.text()),
    )
)
def test_a_plan_comes_back_as_it_was(tiny_scenario: Scenario, stages: dict[str, tuple[set[str], str]]) -> None:
    """Whatever was placed and typed, with blanks and signs, is the same after saving as JSON and loading."""
    first = AidaWalkState(tiny_scenario, models().frameworks, customers=0)
    for stage, (contacts, text) in stages.items():
        for contact in contacts:
            first.put(contact, stage=stage)
        first.write(text, stage)
    second = AidaWalkState(tiny_scenario, models().frameworks, "accra", customers=0)
    second.load(json.dumps(first.export()))
    assert (second.placement, second.messages) == (first.placement, first.messages)
    assert second.export() == first.export()
    second.choose("accra")
    assert not second.can_undo


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"shop": "fahrrad"}, r'jl\.AidaWalk\(jl\.scenario\("fahrrad"\)\)'),
        ({"model": "aidda"}, "Did you mean 'aida'"),
        ({"stages": {"attention": {"contacts": ["sucher"]}}}, "Did you mean 'suche'"),
        ({"stages": {"attraction": {}}}, "Did you mean 'action'|Did you mean 'attention'"),
        ({"stages": {"attention": {"contacts": 3}}}, "SavedPlan.stages.attention.contacts"),
        ({"version": 2}, "SavedPlan.version"),
    ],
)
def test_a_wrong_plan_changes_nothing(state: AidaWalkState, change: dict[str, object], problem: str) -> None:
    """What does not fit this shop is refused with a way out, and what was there stays."""
    state.put("suche")
    data = state.export()
    with pytest.raises((DataError, ModelError), match=problem):
        state.load({**data, **change})
    assert state.export() == data


@pytest.mark.parametrize("text", ["", "[1, 2]", "{", '{"a": 1}', "Hallo"])
def test_what_is_no_plan_is_refused(state: AidaWalkState, text: str) -> None:
    """Any other file is named as what it is: no saved plan."""
    with pytest.raises(DataError, match="no saved plan"):
        state.load(text)


def test_markdown_shows_what_was_typed(state: AidaWalkState) -> None:
    """A message with signs of HTML and Markdown is read as it was typed, in one cell of the table."""
    state.write(NASTY)
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(state.markdown())
    assert "<td>&lt;img src=x onerror=alert(1)&gt; | *fett* &amp; 'so'</td>" in page
    assert page.count("<tr>") == 5


def test_the_picture_has_a_row_for_each_stage(state: AidaWalkState) -> None:
    """The table beside the picture says the same: stage, contacts, message, gap."""
    fill(state)
    gap = "Attention: digital contacts only. What can somebody hold, visit or ask here?"
    assert state.picture.table.to_numpy().tolist()[0] == ["Attention", "Search ad", "Komm!", gap]


@pytest.mark.parametrize("code", ["de", "en"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_nothing_collides_on_shipped_scenarios(path: Path, code: str) -> None:
    """For every model, as the map places it and with everything everywhere, no text lies on another."""
    set_language(code)
    shop = scenario(path)
    for each in models().frameworks:
        everything = dict.fromkeys((stage.key for stage in each.stages), frozenset(shop.contact_ids))
        for placed in ({}, proposal(shop, each), everything):
            plan = StagePlan(shop, each, placed, {each.stages[0].key: "Donaudampfschifffahrtsgesellschaft " * 40})
            sheet, height = drawn(plan, f"{each.label}: {shop.title}", "19 von 19 Kontakten")
            assert collisions(sheet, WIDTH, height) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400))
def test_nothing_collides_whatever_is_typed(tiny_scenario: Scenario, first: str, second: str) -> None:
    """Long words, blanks and foreign letters stay in their column."""
    plan = StagePlan(
        tiny_scenario, model("aida"), {"desire": frozenset({"korb"})}, {"attention": first, "desire": second}
    )
    sheet, height = drawn(plan, "AIDA", "x")
    assert collisions(sheet, WIDTH, height) == []


def test_warnings_can_be_read() -> None:
    """What is missing stands on a card with a contrast of at least 4.5."""
    assert contrast(WARNING, LIGHT) >= 4.5


def test_typed_text_does_nothing_in_the_picture(tiny_scenario: Scenario) -> None:
    """A tag in a message is a text in the picture."""
    plan = empty_plan(tiny_scenario, model("aida")).with_message("attention", NASTY)
    assert "<img" not in stage_plan_picture(plan).svg
    assert "<img" not in markdown(plan)


# The view


def test_ticks_and_words_reach_the_state(view: AidaWalkView) -> None:
    """A tick places a contact on the stage that is shown, a text becomes its message."""
    view.boxes["suche"].value = True
    view.message.value = "Hallo"
    view.forward.click()
    assert view.heading.text == "2 of 4 · Interest"
    assert (view.boxes["suche"].value, view.message.value) == (False, "")
    assert view.boxes["suche"].description == "Search ad · also at stage 1"
    view.boxes["suche"].value = True
    assert view.state.placement["interest"] == {"suche"}
    view.back.click()
    assert (view.boxes["suche"].value, view.message.value) == (True, "Hallo")
    assert "5 characters" in view.counter.value
    assert view.state.messages["interest"] == ""


def test_the_steps_say_how_far_they_are(view: AidaWalkView) -> None:
    """Each step says in words what it has and lacks, and the present one is marked for screen readers."""
    view.boxes["suche"].value = True
    assert (
        '<li aria-current="step"><b>Attention</b><span>1 contact, no message, digital only</span></li>'
        in view.steps.value
    )
    view.boxes["retoure"].value = True
    view.message.value = "Hallo"
    assert "<b>Attention</b><span>2 contacts, done</span>" in view.steps.value
    assert "<b>Result</b><span>not sent yet</span>" in view.steps.value


def test_the_proposal_is_shown_on_request(view: AidaWalkView) -> None:
    """First one thinks, then one compares; taking over replaces what stands on the stage."""
    view.forward.click()
    view.boxes["korb"].value = True
    assert view.proposal.value == ""
    view.hint.click()
    assert "The map would place here: Search ad. You alone: Basket. The map alone: Search ad." in view.proposal.value
    view.take.click()
    assert (view.boxes["suche"].value, view.boxes["korb"].value) == (True, False)
    view.undo.click()
    assert (view.boxes["suche"].value, view.boxes["korb"].value) == (False, True)


def to_end(view: AidaWalkView) -> None:
    while not view.forward.disabled:
        view.forward.click()


def test_an_error_is_shown_and_goes(view: AidaWalkView) -> None:
    """Sending customers through nothing says what to do; it is gone when it was done."""
    to_end(view)
    view.send.click()
    assert "tick at least one contact" in view.problem.value
    assert "<svg" in view.result.value
    view.back.click()
    view.boxes["kauf"].value = True
    assert "tick" not in view.problem.value


def test_customers_are_sent_by_a_click(view: AidaWalkView) -> None:
    """At the end stand gaps, funnel, its table, what was seen, what to try, and three files to keep."""
    fill(view.state)
    to_end(view)
    assert "No stage has a contact in person" in view.gaps.value
    view.send.click()
    result = view.result.value
    assert "Funnel with back-jumps" in result
    assert "What to try next" in result
    assert "<table" in result
    assert [f'download="aida-tiny.{kind}"' in result for kind in ("svg", "md", "json")] == [True] * 3


def test_typed_text_does_nothing_on_the_page(view: AidaWalkView) -> None:
    """A tag in a message stays a text in everything that the view shows."""
    view.message.value = NASTY
    view.boxes["suche"].value = True
    to_end(view)
    view.send.click()
    pages = (view.steps, view.question, view.counter, view.proposal, view.gaps, view.result)
    assert not any("<img" in page.value for page in pages)
    assert "<img" not in view._repr_mimebundle_()["text/html"].replace("<img alt=", "", 1)


def test_the_model_is_chosen_in_the_view(view: AidaWalkView) -> None:
    """Another model has its own steps, and coming back shows what was there."""
    view.boxes["suche"].value = True
    view.model.value = "see_think_do_care"
    assert view.heading.text == "1 of 4 · See"
    assert not view.boxes["suche"].value
    view.model.value = "aida"
    assert view.boxes["suche"].value


def upload(view: AidaWalkView, content: bytes) -> None:
    file = {
        "name": "plan.json",
        "type": "application/json",
        "size": len(content),
        "last_modified": datetime(2026, 1, 5),
    }
    view.upload.value = ({**file, "content": memoryview(content)},)


def test_a_saved_file_is_opened(view: AidaWalkView) -> None:
    """The file that was saved brings model, contacts and messages back; it can be taken back."""
    other = AidaWalkState(view.state.scenario, models().frameworks, "accra", customers=0)
    other.put("retoure", stage="advocacy")
    upload(view, json.dumps(other.export()).encode())
    assert view.model.value == "accra"
    assert view.state.placement["advocacy"] == {"retoure"}
    assert view.upload.value == ()
    view.undo.click()
    assert view.state.placement["advocacy"] == set()


def test_a_wrong_file_is_named(view: AidaWalkView) -> None:
    """A picture is no plan, whatever bytes it has: the message says so, and the plan stays."""
    view.boxes["suche"].value = True
    upload(view, b"\x89PNG\xff\xfe")
    assert "no saved plan" in view.problem.value
    assert view.state.placement["attention"] == {"suche"}


def test_a_notebook_opens_it_by_name() -> None:
    """One call with a shop makes the walk, and a wrong model is answered with the nearest."""
    walk = AidaWalk(scenario("kaffee"), "accra", customers=10)
    assert repr(walk).startswith("ACCRA for ")
    with pytest.raises(ModelError, match="Did you mean 'aida'"):
        AidaWalk(scenario("kaffee"), "aidda")
    with pytest.raises(UsageError, match="a scenario is needed"):
        AidaWalk("fahrrad")  # type: ignore[arg-type]
