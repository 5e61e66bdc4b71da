"""A plan for a model as plain data, so that a learner can keep it and go on later."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from journeylab.domain.journey_map import JourneyMap
from journeylab.domain.models import Framework
from journeylab.domain.names import unknown
from journeylab.domain.stage_plan import StagePlan
from journeylab.domain.text import Record
from journeylab.errors import DataError
from journeylab.i18n import _

# A message comes back as it was typed.
Typed = Annotated[str, StringConstraints(strip_whitespace=False)]


class SavedStage(Record):
    """Contacts and message of one stage."""

    contacts: tuple[str, ...] = ()
    message: Typed = ""


class SavedPlan(Record):
    """What a learner has thought of for one model and one shop."""

    format: Literal["journeylab/stage_plan"] = "journeylab/stage_plan"
    version: Literal[1] = 1
    shop: str
    model: str
    stages: dict[str, SavedStage]


def saved(plan: StagePlan) -> dict[str, Any]:
    """Return a plan as plain data: what `restored` reads and JSON can hold."""
    stages = {
        key: SavedStage(contacts=tuple(contact.id for contact in plan.contacts(key)), message=plan.message(key))
        for key in (stage.key for stage in plan.model.stages)
    }
    return SavedPlan(shop=plan.shop.id, model=plan.model.key, stages=stages).model_dump(mode="json")


def restored(data: str | Mapping[str, Any], shop: JourneyMap, models: Mapping[str, Framework]) -> StagePlan:
    """Return the plan that `saved` has made.

    Parameters
    ----------
    data : str or mapping
        Plain data, or JSON text of it.
    shop : JourneyMap
    models : mapping of str to Framework

    Raises
    ------
    DataError
        If it is no saved plan, or the plan of another shop.
    ModelError
        If it names a model, a stage or a contact that there is not.
    """
    if isinstance(data, str):
        try:
            data = json.loads(data)
        except ValueError:
            data = {}
    if not isinstance(data, Mapping) or "stages" not in data:
        raise DataError(
            _("This is no saved plan."), _("Take the file that “Save to go on later” has made, or what export() gave.")
        )
    plan = SavedPlan(**{str(key): value for key, value in data.items()})
    if plan.shop != shop.id:
        raise DataError(
            _("This plan belongs to the shop '{other}', not to '{shop}'.").format(other=plan.shop, shop=shop.id),
            _('Open that shop first, for example: jl.AidaWalk(jl.scenario("{other}"))').format(other=plan.shop),
        )
    for problem in unknown(plan.model, models, ("model",)):
        raise problem
    return StagePlan(
        shop,
        models[plan.model],
        {key: frozenset(stage.contacts) for key, stage in plan.stages.items()},
        {key: stage.message for key, stage in plan.stages.items()},
    )
