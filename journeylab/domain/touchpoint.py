"""A touchpoint: one kind of moment in which customer and brand meet."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import AidaStage, Engagement, Medium, Ownership, Phase, Team


class Touchpoint(Record):
    """One kind of contact, such as a product review or a parcel notice.

    It belongs to the subject, not to a shop; a shop's own contact is a
    `journeylab.domain.journey_map.Contact` that names the key of its kind.

    Attributes
    ----------
    key : str
        Stable ASCII name used in files, ``"product_review"``.
    label, summary : Text
        Name and one explaining sentence, German and English.
    phases : tuple of Phase
        Every phase it can occur in; source 001 lists reviews in two.
    aida : tuple of AidaStage
        Stages it typically serves; empty means after-sales, beyond AIDA.
    channel : str
        Where it happens, ``"phone"``, ``"store"``, ``"email"``.
    medium : Medium
        Our own four values; `medium_004` says where source 004 differs.
    medium_004 : str or None
        ``"analog"`` or ``"digital"`` where source 004 names it and we differ.
    engagement : Engagement
        Active (asks for an action) or passive (only hints), source 003.
    ownership : Ownership
        Who controls it: the firm, somebody paid for it, or other people.
    team : Team
        Team that typically answers for it (source 000, step 3).
    kpis : tuple of str
        Keys of the KPIs that it is typically measured by.
    legal : Text or None
        Duty or limit in German law, with its paragraph.
    sources : tuple of str
        Texts that name it, ``("001", "003")``; empty means added by us.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")
    label: Bilingual
    summary: Bilingual
    phases: tuple[Phase, ...] = Field(min_length=1)
    aida: tuple[AidaStage, ...] = ()
    channel: str
    medium: Medium
    medium_004: str | None = None
    engagement: Engagement
    ownership: Ownership
    team: Team
    kpis: tuple[str, ...] = ()
    legal: Bilingual | None = None
    sources: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the name in the learner's language."""
        return str(self.label)


class Touchpoints(Record):
    """Everything in ``datasets/touchpoints.yaml``.

    Attributes
    ----------
    format : str
        What the file is.
    version : int
        Version of the format.
    touchpoints : tuple of Touchpoint
        The kinds of contact.
    """

    format: Literal["journeylab/touchpoints"]
    version: Literal[1]
    touchpoints: tuple[Touchpoint, ...]
