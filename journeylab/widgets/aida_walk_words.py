"""What the walk through a model asks, and what it says about the customers who were sent through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from journeylab.analysis.stage_walk import StageWalk
from journeylab.domain.journey_map import Contact
from journeylab.domain.models import Stage
from journeylab.domain.stage_plan import StagePlan
from journeylab.i18n import _, ngettext, number, percent


def question(stage: Stage) -> str:
    """Return what to ask oneself when looking for the contacts of a stage."""
    asked = {
        "attention": _("Where does somebody notice this shop for the first time, without having looked for it?"),
        "interest": _("Where do people find out more once they have become curious?"),
        "desire": _("Which contact turns “interesting” into “I want it”?"),
        "action": _("Where do people really act: put into the basket, pay, sign?"),
        "awareness": _("Where do people notice that they need something, and that this shop has it?"),
        "consideration": _("Where do people compare this offer with others?"),
        "conversion": _("Where does interest become a purchase?"),
        "retention": _("Which contacts after the purchase make people stay or come back?"),
        "advocacy": _("Where do people who are convinced tell others?"),
        "see": _("Where do all those meet the shop who might buy one day, but are not looking for anything now?"),
        "think": _("Where does somebody look who is thinking of buying something like this?"),
        "do": _("Which contacts help somebody who wants to buy now?"),
        "care": _("Where does the shop look after those who have bought already?"),
        "satisfaction": _("Where do people feel after the purchase that it was right?"),
    }
    return asked.get(stage.key) or _("Which contacts of this shop belong to this stage?")


def prompt(stage: Stage) -> str:
    """Return a beginning that helps to write the message of a stage."""
    begun = {
        "attention": _("One picture, one number or one question that makes people stop: “Did you know that …?”"),
        "interest": _("One answer to the first question that people have: “This is how it works: …”"),
        "desire": _("One benefit that people can feel, and a proof of it: “With … you will … – others say: …”"),
        "action": _("One clear request and one worry less: “Order now, return it free of charge until …”"),
        "awareness": _("Name the need before the product: “If you have ever …”"),
        "consideration": _("One honest piece of advice: “The right thing if …; not the right thing if …”"),
        "conversion": _("One clear request and one worry less: “Order now, return it free of charge until …”"),
        "retention": _("Thanks, and something useful for those who have bought: “How to keep your …”"),
        "advocacy": _("One small favour, less than two minutes: “Tell us honestly how …”"),
        "see": _("Something worth seeing that sells nothing yet: “Five routes for …”"),
        "think": _("Help with choosing: “Which … suits you?”"),
        "do": _("One clear request and one worry less: “Order now, return it free of charge until …”"),
        "care": _("Thanks, and something useful for those who have bought: “How to keep your …”"),
        "satisfaction": _("Thanks, and something useful for those who have bought: “How to keep your …”"),
    }
    return begun.get(stage.key) or _("One sentence that somebody at this stage would like to read.")


def said(plan: StagePlan, walk: StageWalk) -> Iterator[str]:
    """Say what the customers of a walk did, in sentences."""
    last = max(i for i, key in enumerate(walk.keys) if plan.contacts(key))
    text = ngettext(
        "{reached} of {customers} customer reaches {stage} at all ({share}); {in_order} stage by stage in order.",
        "{reached} of {customers} customers reach {stage} at all ({share}); {in_order} stage by stage in order.",
        walk.customers,
    )
    yield text.format(
        reached=number(int(walk.reached[last])),
        customers=number(walk.customers),
        stage=walk.labels[last],
        share=percent(int(walk.reached[last]) / max(walk.customers, 1)),
        in_order=number(int(walk.in_order[last])),
    )
    back = np.tril(walk.steps, -1)
    if back.any():
        start, end = np.unravel_index(back.argmax(), back.shape)
        text = ngettext(
            "{count} step goes back to an earlier stage, most often from {start} to {end} ({most}).",
            "{count} steps go back to an earlier stage, most often from {start} to {end} ({most}).",
            int(back.sum()),
        )
        names = {"start": walk.labels[start], "end": walk.labels[end], "most": number(int(back.max()))}
        yield text.format(count=number(int(back.sum())), **names)
    else:
        yield _("Nobody goes back to an earlier stage.")
    lost = int(walk.exits.sum())
    if lost:
        where = int(walk.exits.argmax())
        text = ngettext(
            "{count} who meets a stage never buys; most leave at {stage} ({most}).",
            "{count} who meet a stage never buy; most leave at {stage} ({most}).",
            lost,
        )
        yield text.format(count=number(lost), stage=walk.labels[where], most=number(int(walk.exits[where])))
    if any(len(plan.stages_of(contact)) > 1 for contact in plan.shop.contact_ids):
        yield _(
            "A contact on several stages counts for the one nearest to where the customer is: this is our assumption."
        )
    if walk.seed is not None:
        yield _("The customers are simulated, seed {seed}.").format(seed=walk.seed)


def to_try(plan: StagePlan) -> list[str]:
    """Return what to change next, and what the picture cannot tell."""
    empty = [str(stage.label) for stage in plan.model.stages if not plan.contacts(stage.key)]
    if empty:
        first = _("Give {stage} a contact, and send the same customers again.").format(stage=empty[0])
    else:
        first = _(
            "Put one contact on a second stage as well, and send the same customers again: "
            "which numbers change, which stay?"
        )
    if plan.ends_with_purchase:
        model = _(
            "Choose a model above that goes on after the purchase, such as ACCRA: where do the contacts after it go?"
        )
    else:
        model = _("Choose AIDA above: which of your contacts lose their place?")
    limits = _(
        "The customers are simulated and walk as the scenario says. Your plan decides what is counted, not what they "
        "do; nobody reads your messages here. Whether a message works is shown only by a test with real people."
    )
    return [first, model, limits]


def status(plan: StagePlan, stage: Stage) -> str:
    """Return in a few words how far a stage is."""
    count = len(plan.contacts(stage.key))
    lacks = {
        "stage_without_contact": _("no contact"),
        "stage_without_message": _("no message"),
        "only_digital": _("digital only"),
    }
    missing = [lacks[gap.rule] for gap in plan.gaps_of(stage)]
    contacts = [ngettext("{count} contact", "{count} contacts", count).format(count=number(count))] if count else []
    return ", ".join([*contacts, *(missing or [_("done")])])


def compared(plan: StagePlan, stage: Stage, proposed: Sequence[Contact]) -> str:
    """Return what the map would place on a stage, and where one's own choice differs."""
    names = ", ".join(map(str, proposed)) or _("no contact")
    said = [_("The map would place here: {contacts}.").format(contacts=names)]
    own = plan.contacts(stage.key)
    more = ", ".join(str(contact) for contact in own if contact not in proposed)
    if more:
        said.append(_("You alone: {contacts}.").format(contacts=more))
    less = ", ".join(str(contact) for contact in proposed if contact not in own)
    if less:
        said.append(_("The map alone: {contacts}.").format(contacts=less))
    said.append(_("This is derived from the moments of the map. Other placements can be just as good."))
    return " ".join(said)
