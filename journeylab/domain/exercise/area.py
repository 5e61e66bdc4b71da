"""The areas of the final exam in two parts that an exercise can prepare for."""

from __future__ import annotations

from journeylab.domain.vocabulary import N_, Term


class Area(Term):
    """A Prüfungsbereich of the Kaufleute im E-Commerce; facts about each stand in ``datasets/exam.yaml``."""

    AP1 = "AP1", N_("Managing the product range and initiating contracts")
    GP = "GP", N_("Business processes in e-commerce")
    KK = "KK", N_("Customer communication in e-commerce")
    WISO = "WISO", N_("Economics and social studies")
    FG = "FG", N_("Expert discussion of a project-related process")
