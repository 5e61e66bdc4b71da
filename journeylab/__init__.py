"""Customer touchpoints and customer journeys: map, simulate, measure, test.

>>> import journeylab as jl
>>> shop = jl.scenario("fahrrad")
>>> log = jl.simulate(shop, customers=1_000, seed=7)

Names are loaded when they are first used, so that importing the package costs
neither numpy nor a widget.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from journeylab.errors import JourneyLabError as JourneyLabError
from journeylab.i18n import set_language as set_language

if TYPE_CHECKING:
    from journeylab.analysis.attribution import attribution as attribution
    from journeylab.analysis.compare import compare_attribution as compare_attribution
    from journeylab.analysis.funnel import funnel as funnel
    from journeylab.analysis.log_kpis import difference as difference
    from journeylab.analysis.log_kpis import kpis as kpis
    from journeylab.analysis.paths import paths as paths
    from journeylab.analysis.transitions import transitions as transitions
    from journeylab.domain.exercise.pseudonym import suggest_pseudonym as suggest_pseudonym
    from journeylab.domain.gaps import gaps as gaps
    from journeylab.domain.journey_map import Channel as Channel
    from journeylab.domain.journey_map import Contact as Contact
    from journeylab.domain.journey_map import JourneyMap as JourneyMap
    from journeylab.domain.journey_map import Moment as Moment
    from journeylab.domain.journey_map import Persona as Persona
    from journeylab.domain.touchpoint import Touchpoint as Touchpoint
    from journeylab.exam.marks import mark as mark
    from journeylab.exam.passing import passed as passed
    from journeylab.exam.supplement import supplement as supplement
    from journeylab.facade import AidaWalk as AidaWalk
    from journeylab.facade import experiment as experiment
    from journeylab.facade import touchpoint_map as touchpoint_map
    from journeylab.practice import ExamRoom as ExamRoom
    from journeylab.practice import Marking as Marking
    from journeylab.practice import MockExam as MockExam
    from journeylab.practice import Progress as Progress
    from journeylab.practice import Quiz as Quiz
    from journeylab.practice import Today as Today
    from journeylab.practice import check_answer as check_answer
    from journeylab.practice import exercise as exercise
    from journeylab.practice import exercises as exercises
    from journeylab.sim.exact import expected as expected
    from journeylab.sim.referral import simulate_waves as simulate_waves
    from journeylab.sim.simulate import simulate as simulate
    from journeylab.store.catalogue import models as models
    from journeylab.store.catalogue import touchpoints as touchpoints
    from journeylab.store.exam_facts import exam_facts as exam_facts
    from journeylab.store.glossary import glossary as glossary
    from journeylab.store.kpi_catalogue import kpi as kpi
    from journeylab.store.log_reading import read_log as read_log
    from journeylab.store.log_writing import write_log as write_log
    from journeylab.store.maps import read_map as read_map
    from journeylab.store.maps import scenario as scenario
    from journeylab.store.maps import scenarios as scenarios
    from journeylab.store.maps import write_map as write_map
    from journeylab.views.alluvial import alluvial as alluvial
    from journeylab.views.attribution_comparison import attribution_comparison as attribution_comparison
    from journeylab.views.channel_comparison import channel_comparison as channel_comparison
    from journeylab.views.emotion_curve import emotion_curve as emotion_curve
    from journeylab.views.kpi_tiles import kpi_tiles as kpi_tiles
    from journeylab.views.stage_funnel import stage_funnel as stage_funnel
    from journeylab.views.traffic_map import traffic_map as traffic_map
    from journeylab.views.transition_matrix import transition_matrix as transition_matrix
    from journeylab.widgets.journey_player import JourneyPlayer as JourneyPlayer
    from journeylab.widgets.simulator import Simulator as Simulator

__version__ = "0.1.0"

_HOME = {
    "AidaWalk": "facade",
    "Channel": "domain.journey_map",
    "Contact": "domain.journey_map",
    "ExamRoom": "practice",
    "JourneyMap": "domain.journey_map",
    "JourneyPlayer": "widgets.journey_player",
    "Marking": "practice",
    "MockExam": "practice",
    "Moment": "domain.journey_map",
    "Persona": "domain.journey_map",
    "Progress": "practice",
    "Quiz": "practice",
    "Simulator": "widgets.simulator",
    "Today": "practice",
    "Touchpoint": "domain.touchpoint",
    "alluvial": "views.alluvial",
    "attribution": "analysis.attribution",
    "attribution_comparison": "views.attribution_comparison",
    "channel_comparison": "views.channel_comparison",
    "check_answer": "practice",
    "compare_attribution": "analysis.compare",
    "difference": "analysis.log_kpis",
    "emotion_curve": "views.emotion_curve",
    "exam_facts": "store.exam_facts",
    "exercise": "practice",
    "exercises": "practice",
    "expected": "sim.exact",
    "experiment": "facade",
    "funnel": "analysis.funnel",
    "gaps": "domain.gaps",
    "glossary": "store.glossary",
    "kpi": "store.kpi_catalogue",
    "kpi_tiles": "views.kpi_tiles",
    "kpis": "analysis.log_kpis",
    "mark": "exam.marks",
    "models": "store.catalogue",
    "passed": "exam.passing",
    "paths": "analysis.paths",
    "read_log": "store.log_reading",
    "read_map": "store.maps",
    "scenario": "store.maps",
    "scenarios": "store.maps",
    "simulate": "sim.simulate",
    "simulate_waves": "sim.referral",
    "stage_funnel": "views.stage_funnel",
    "suggest_pseudonym": "domain.exercise.pseudonym",
    "supplement": "exam.supplement",
    "touchpoint_map": "facade",
    "touchpoints": "store.catalogue",
    "traffic_map": "views.traffic_map",
    "transition_matrix": "views.transition_matrix",
    "transitions": "analysis.transitions",
    "write_log": "store.log_writing",
    "write_map": "store.maps",
}

__all__ = ["JourneyLabError", "set_language", *_HOME]  # noqa: PLE0604 - the keys are strings


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'journeylab' has no attribute {name!r}")
    found = getattr(import_module(f"journeylab.{_HOME[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted([*globals(), *_HOME])
