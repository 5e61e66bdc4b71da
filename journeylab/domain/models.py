"""The models that people think with: phases, value proposition, five steps, AIDA and its relatives."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import Confidence, Phase, ValueComponent


class Sourced(Record):
    """Something that was found somewhere and is more or less sure.

    Attributes
    ----------
    source : Text
        Where it is from; ``"000"`` to ``"004"`` are the source texts.
    url : str or None
        Address of the source, where a reader can look it up.
    confidence : Confidence
        How sure *what stands here* is.
    """

    source: Bilingual
    url: str | None = None
    confidence: Confidence


class Definition(Sourced):
    """A term and one sentence that explains it.

    Attributes
    ----------
    key : str
        The value of the term in files, ``"before"``, ``"omnichannel"``.
    label : Text
        The term.
    summary : Text
        One sentence that explains it.
    """

    key: str
    label: Bilingual
    summary: Bilingual


class ValuePart(Record):
    """One of the four components of the value proposition, and when it weighs.

    Attributes
    ----------
    component : ValueComponent
        Which part.
    summary : Text
        What it means.
    weighs : Text
        When it counts most.
    """

    component: ValueComponent
    summary: Bilingual
    weighs: Bilingual


class ValueProposition(Sourced):
    """What benefit a contact conveys (source 004).

    Attributes
    ----------
    summary : Text
        What a value proposition is.
    components : tuple of ValuePart
        Its four parts.
    """

    summary: Bilingual
    components: tuple[ValuePart, ...]


class StepOfFive(Sourced):
    """One of Google's five steps to understand how people buy.

    Attributes
    ----------
    number : int
        1 to 5.
    title : Text
        Name of the step.
    summary : Text
        What is done in it.
    own_title : bool
        True where Google's German title could not be seen, so that ours stands here.
    """

    number: int = Field(ge=1, le=5)
    title: Bilingual
    summary: Bilingual
    own_title: bool


class Stage(Record):
    """One stage of a framework.

    Attributes
    ----------
    key : str
        Name in files.
    label : Text
        Name for people.
    summary : Text
        What happens in it.
    phase : Phase
        Where it lies relative to the purchase.  This is our own reading: the
        frameworks do not use our three phases.
    """

    key: str
    label: Bilingual
    summary: Bilingual
    phase: Phase


class Claim(Sourced):
    """One statement about a framework.

    Attributes
    ----------
    text : Text
        The statement.
    """

    text: Bilingual


class Framework(Sourced):
    """A model of how people come to buy, such as AIDA.

    Attributes
    ----------
    key : str
        Name in files.
    label : Text
        Name for people.
    summary : Text
        What it says, in a sentence.
    origin : Text
        Who stated it first, and when, as far as this is known.
    disputed : bool
        True where research doubts the usual story of its origin.
    stages : tuple of Stage
        In the order of the framework; the order is a convention, not a law.
    history, criticism, defence : tuple of Claim
        How it came about, what is said against it, and what for it.
    """

    key: str
    label: Bilingual
    summary: Bilingual
    origin: Bilingual
    disputed: bool = False
    stages: tuple[Stage, ...] = Field(min_length=2)
    history: tuple[Claim, ...] = ()
    criticism: tuple[Claim, ...] = ()
    defence: tuple[Claim, ...] = ()


class Caution(Sourced):
    """A statement that should not be taken over as it stands.

    `confidence` speaks of the verdict, not of the claim.

    Attributes
    ----------
    key : str
        Name in files.
    claim : Text
        What is often said.
    verdict : Text
        What we make of it.
    why : Text
        Why.
    """

    key: str
    claim: Bilingual
    verdict: Bilingual
    why: Bilingual


class Models(Record):
    """Everything in ``datasets/models.yaml``.

    Attributes
    ----------
    format : str
        What the file is.
    version : int
        Version of the format.
    phases : tuple of Definition
        Before, during and after the purchase.
    engagement : tuple of Definition
        Active and passive contacts.
    media : tuple of Definition
        How contacts reach people.
    media_004 : dict of str to tuple of str
        Touchpoints that source 004 itself calls ``"analog"`` and ``"digital"``.
    channel_concepts : tuple of Definition
        Single, multi, cross and omnichannel.
    value_proposition : ValueProposition
        Four parts of the benefit that a contact conveys.
    steps_of_five : tuple of StepOfFive
        Google's five steps.
    frameworks : tuple of Framework
        AIDA and its relatives.
    cautions : tuple of Caution
        Statements to be careful with.
    """

    format: Literal["journeylab/models"]
    version: Literal[1]
    phases: tuple[Definition, ...]
    engagement: tuple[Definition, ...]
    media: tuple[Definition, ...]
    media_004: dict[str, tuple[str, ...]]
    channel_concepts: tuple[Definition, ...]
    value_proposition: ValueProposition
    steps_of_five: tuple[StepOfFive, ...]
    frameworks: tuple[Framework, ...]
    cautions: tuple[Caution, ...]
