"""What the models to think with say, and how sure they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from journeylab.domain.models import Framework, Models, Sourced, StepOfFive
from journeylab.domain.text import Text
from journeylab.domain.vocabulary import AidaStage, Confidence, Engagement, Medium, Phase, ValueComponent
from journeylab.store.catalogue import models, touchpoints

ALL = models()
FRAMEWORKS = {framework.key: framework for framework in ALL.frameworks}
CAUTIONS = {caution.key: caution for caution in ALL.cautions}


def inside(value: Any, kind: type[Any]) -> Iterator[Any]:
    """Yield every object of a kind that is nested in a value."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from inside(getattr(value, name), kind)
    elif isinstance(value, tuple):
        for item in value:
            yield from inside(item, kind)


def letters(framework: Framework) -> str:
    """Return the first letters of the stages."""
    return "".join(stage.key[0] for stage in framework.stages).upper()


def test_every_text_is_german_and_english() -> None:
    """No text is missing in one of the two languages."""
    texts = list(inside(ALL, Text))
    assert len(texts) > 150
    assert all(text.de and text.en for text in texts)


def test_every_statement_has_a_source() -> None:
    """Each entry names where it is from and how sure it is."""
    entries = list(inside(ALL, Sourced))
    assert len(entries) > 40
    assert all(str(entry.source) for entry in entries)
    own = [entry for entry in entries if entry.confidence is Confidence.ASSUMPTION]
    assert len(own) == 5  # four media and the verdict on the analog list of source 004


def test_definitions_cover_the_vocabulary() -> None:
    """Each phase, each kind of engagement and each medium is explained, in the order of the vocabulary."""
    assert [d.key for d in ALL.phases] == list(Phase)
    assert [d.key for d in ALL.engagement] == list(Engagement)
    assert [d.key for d in ALL.media] == list(Medium)
    assert [d.label.de for d in ALL.phases] == ["vor dem Kauf", "Kauf", "nach dem Kauf"]


def test_four_ways_to_combine_channels() -> None:
    """From one channel to all as one: single, multi, cross, omni."""
    assert [d.key for d in ALL.channel_concepts] == ["single_channel", "multi_channel", "cross_channel", "omnichannel"]


def test_value_proposition_has_four_components_and_price_weighs_early() -> None:
    """Source 004 names four components and gives a time only for the price: early."""
    parts = {part.component: part for part in ALL.value_proposition.components}
    assert list(parts) == list(ValueComponent)
    assert "frühen Momenten" in parts[ValueComponent.PRICE].weighs.de
    assert ALL.value_proposition.source.de == "004"
    assert ALL.value_proposition.confidence is Confidence.LOW


def test_source_004_is_quoted_as_it_stands() -> None:
    """What source 004 calls analog or digital agrees with the catalogue, which differs only at the SMS."""
    assert ALL.media_004 == {"analog": ("phone", "sms", "fax"), "digital": ("email", "website", "chat")}
    for medium, names in ALL.media_004.items():
        for name in names:
            kind = touchpoints()[name]
            assert "004" in kind.sources
            assert (kind.medium_004 or kind.medium) == medium
    assert CAUTIONS["analog_too_narrow"].source.de == "004"


def test_five_steps_in_order_with_our_own_fourth_title() -> None:
    """There are five steps; Google's German title is unknown for the fourth only."""
    assert [step.number for step in ALL.steps_of_five] == [1, 2, 3, 4, 5]
    assert [step.number for step in ALL.steps_of_five if step.own_title] == [4]
    fourth = ALL.steps_of_five[3]
    assert fourth.title.de == "Den Kaufprozess selbst erleben"
    assert "Wettbewerb" in fourth.summary.de


def test_steps_one_and_four_do_not_come_from_source_000() -> None:
    """Source 000 gives steps 2, 3 and 5 only."""
    assert [step.number for step in ALL.steps_of_five if "000" in step.source.de] == [2, 3, 5]
    assert CAUTIONS["steps_missing"].source.de == "000"


def test_there_is_no_sixth_step() -> None:
    """A step has a number from 1 to 5."""
    with pytest.raises(ValidationError, match="less than or equal to 5"):
        StepOfFive.model_validate(ALL.steps_of_five[4].model_dump() | {"number": 6})


def test_aida_has_the_stages_of_the_vocabulary() -> None:
    """AIDA: attention, interest, desire, action; and it ends with the purchase."""
    aida = FRAMEWORKS["aida"]
    assert [stage.key for stage in aida.stages] == list(AidaStage)
    assert aida.stages[-1].phase is Phase.PURCHASE


def test_the_origin_of_aida_is_disputed() -> None:
    """Lewis 1898 is told as the usual story and not as a fact; no other framework is disputed."""
    aida = FRAMEWORKS["aida"]
    assert [f.key for f in ALL.frameworks if f.disputed] == ["aida"]
    assert "umstritten" in aida.origin.de and "disputed" in aida.origin.en
    research = [claim for claim in aida.history if claim.confidence is Confidence.HIGH]
    assert [bool(re.search("Iwamoto.*2024", claim.source.de)) for claim in research] == [True]


def test_aida_is_criticised_and_defended() -> None:
    """Learners who are to judge AIDA find arguments on both sides."""
    aida = FRAMEWORKS["aida"]
    assert len(aida.criticism) >= 4
    assert len(aida.defence) >= 2


@pytest.mark.parametrize(
    ("key", "initials", "beyond"),
    [
        ("aida", "AIDA", False),
        ("aidas", "AIDAS", True),
        ("aidcas", "AIDCAS", True),
        ("accra", "ACCRA", True),
        ("five_a", "AAAAA", True),
        ("see_think_do_care", "STDC", True),
        ("messy_middle", "TEEP", False),
    ],
)
def test_frameworks_spell_their_names(key: str, initials: str, beyond: bool) -> None:
    """The stages stand in the order of the name; most successors of AIDA go beyond the purchase."""
    assert letters(FRAMEWORKS[key]) == initials
    assert any(stage.phase is Phase.AFTER for stage in FRAMEWORKS[key].stages) == beyond


def test_phases_never_run_backwards_inside_a_framework() -> None:
    """Read in order, the stages of each framework lead from before the purchase to after it."""
    order = list(Phase)
    for framework in ALL.frameworks:
        places = [order.index(stage.phase) for stage in framework.stages]
        assert places == sorted(places)


def test_five_a_is_from_2016() -> None:
    """The 5A were published by Kotler, Kartajaya and Setiawan in 2016."""
    assert "2016" in FRAMEWORKS["five_a"].origin.de


def test_the_attention_claim_is_not_proven() -> None:
    """That attention fell from 30 to 7-15 seconds has no evidence, and the data say so."""
    claim = CAUTIONS["attention_span"]
    assert (claim.verdict.de, claim.verdict.en) == ("nicht belegt", "not proven")
    assert claim.source.de == "004"
    elsewhere = ALL.model_copy(update={"cautions": ()}).model_dump_json()
    assert not re.search(r"\b30 (Sekunden|seconds)", elsewhere)


def test_unchecked_stories_are_left_out() -> None:
    """Models and figures that nobody has checked are not told as facts."""
    told = ALL.model_dump_json()
    for story in ("RACE", "ZMOT", "McGovern", "AIDAL", "Micro-Moment", "Carlzon", "power of now"):
        assert story not in told


def test_models_survive_the_way_through_a_file() -> None:
    """Written out and read again, the models are the same."""
    assert Models.model_validate(ALL.model_dump(mode="json")) == ALL
