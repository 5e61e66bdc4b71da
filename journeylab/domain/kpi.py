"""A KPI: how it is defined, and how it is computed step by step as in the exam."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Literal

from pydantic import Field, model_validator

from journeylab.domain import formula as arithmetic
from journeylab.domain.figure import KpiInput, Unit, result
from journeylab.domain.names import unknown
from journeylab.domain.text import Bilingual, Record
from journeylab.domain.vocabulary import N_, Confidence, Term
from journeylab.errors import ModelError, UsageError
from journeylab.i18n import _, ngettext


class Direction(Term):
    """Which way a KPI should move."""

    UP = "up", N_("the higher, the better")
    DOWN = "down", N_("the lower, the better")
    DEPENDS = "depends", N_("depends on how the question is put")


class KpiExample(Record):
    """Inputs and the result that they must give, rounded to two decimals.

    Attributes
    ----------
    inputs : dict of str to float
        A number for each input.
    result : float
        The result, rounded to two decimals.
    """

    inputs: dict[str, float]
    result: float


class Kpi(Record):
    """One key figure with its definition, its pitfalls and its formula.

    Attributes
    ----------
    key : str
        Stable ASCII name used in files, ``"cr"``.
    label, abbreviation : Text
        ``Conversion-Rate`` and ``CR``; the abbreviation may differ by language (TKP, CPM).
    inputs : tuple of KpiInput
        The figures that it is computed from.
    expression : str
        The formula in the names of the inputs; with their labels it reads as in the exam.
    part_of : dict
        ``{part: whole}`` where the definition forbids a part larger than its whole.
    unit : Unit
        Unit of the result; per cent are given as 2.0 for 2 %.
    scale : tuple of float or None
        Lowest and highest answer of a rating scale.
    direction : Direction
        Which way is good.
    variants : tuple of Text
        Definitions that differ in practice: name yours.
    trap : Text
        The mistake that costs points.
    example : KpiExample
        A worked example.
    sources : tuple of str
        Where the definition stands.
    confidence : Confidence
        How sure the definition is.
    """

    key: str = Field(pattern=r"^[a-z][a-z0-9_]{1,39}$")
    label: Bilingual
    abbreviation: Bilingual | None = None
    inputs: tuple[KpiInput, ...] = Field(min_length=1)
    expression: str
    part_of: dict[str, str] = Field(default_factory=dict)
    unit: Unit
    scale: tuple[float, float] | None = None
    direction: Direction
    variants: tuple[Bilingual, ...] = ()
    trap: Bilingual
    example: KpiExample
    sources: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence

    @model_validator(mode="after")
    def _names_agree(self) -> Kpi:
        known = {entry.name for entry in self.inputs}
        parts = {*self.part_of, *self.part_of.values()}
        if not set(arithmetic.names(self._tree)) == set(self.example.inputs) == known >= parts:
            text = _("'expression', 'example' and 'part_of' of '{key}' must use exactly these inputs: {names}")
            raise ValueError(text.format(key=self.key, names=", ".join(sorted(known))))
        if (self.unit is Unit.SCALE) != (self.scale is not None):
            raise ValueError(_("'{key}' needs 'scale' if, and only if, its unit is scale").format(key=self.key))
        return self

    @property
    def short(self) -> str:
        """Abbreviation, or the name where there is none."""
        return str(self.abbreviation or self.label)

    @property
    def formula(self) -> str:
        """The formula in words, ``Conversions ÷ Sitzungen × 100``."""
        return self.formula_with({entry.name: str(entry.label) for entry in self.inputs})

    def formula_with(self, words: Mapping[str, str]) -> str:
        """Write the formula with a word or a number for each input."""
        return arithmetic.write(self._tree, words)

    @property
    def _tree(self) -> ast.expr:
        return arithmetic.parse(self.expression)

    def compute(self, /, **given: float) -> KpiResult:
        """Compute the KPI and keep every step.

        Parameters
        ----------
        **given : float
            A number for each input; shares between 0 and 1, money in EUR, times in minutes.

        Raises
        ------
        UsageError
            If an input is missing, unknown, not a number, negative or a share above 1.
        ModelError
            If the inputs contradict each other: a denominator of zero, a part larger than its whole.

        Notes
        -----
        Exact fractions inside: rounding happens once, at the end, half away from zero as it is taught.
        """
        for name in given:
            for problem in unknown(name, [entry.name for entry in self.inputs], ()):
                raise UsageError(_("{kpi} has no input '{name}'.").format(kpi=self, name=name), problem.fix)
        missing = [str(entry) for entry in self.inputs if entry.name not in given]
        if missing:
            call = ", ".join(f"{name}={value:g}" for name, value in self.example.inputs.items())
            raise UsageError(
                _("{kpi} also needs: {names}.").format(kpi=self, names=", ".join(missing)),
                _("Write for example: compute({call})").format(call=call),
            )
        named = {entry.name: str(entry) for entry in self.inputs}
        values = {entry.name: entry.read(given[entry.name]) for entry in self.inputs}
        try:
            exact = arithmetic.compute(self._tree, values)
        except arithmetic.DividedByZeroError as error:
            text = _("{kpi} cannot be computed: {inputs} = 0, and nothing can be divided by 0.")
            raise ModelError(
                text.format(kpi=self, inputs=" = ".join(named[name] for name in error.args)),
                _("Take figures in which this is above 0, or report 'not available': neither 0 nor infinite is right."),
            ) from None
        for part, whole in self.part_of.items():
            if values[part] > values[whole]:
                text = _("{part} = {a} is more than {whole} = {b}, of which it is a part.")
                raise ModelError(
                    text.format(part=named[part], a=given[part], whole=named[whole], b=given[whole]),
                    _("Check whether the two are swapped, and write thousands as 10000 or 10_000, never as 10.000."),
                )
        return KpiResult(self, values, exact)

    def __str__(self) -> str:
        """Return the name in the learner's language, with the abbreviation."""
        return f"{self.label} ({self.abbreviation})" if self.abbreviation else str(self.label)

    def __repr__(self) -> str:
        """Show the name and the formula, so that a list of KPIs can be read."""
        return f"<{self.key}: {self} = {self.formula}>"

    def _repr_html_(self) -> str:
        rows = {
            _("Formula"): [f"{self.short} = {self.formula}"],
            _("Good is"): [self.direction.label],
            _("Definitions differ"): self.variants,
            _("Typical trap"): [self.trap],
            _("Example"): self.compute(**self.example.inputs).steps,
            _("Sources"): [*self.sources, self.confidence.label],
        }
        body = "".join(
            f"<dt><strong>{title}</strong></dt><dd>{'<br>'.join(escape(str(line)) for line in lines)}</dd>"
            for title, lines in rows.items()
        )
        return f'<section class="journeylab-kpi"><h4>{escape(str(self))}</h4><dl>{body}</dl></section>'


class Kpis(Record):
    """Everything in ``datasets/kpis.yaml``.

    Attributes
    ----------
    format : str
        What the file is.
    version : int
        Version of the format.
    kpis : tuple of Kpi
        The KPIs.
    """

    format: Literal["journeylab/kpis"]
    version: Literal[1]
    kpis: tuple[Kpi, ...]


@dataclass(frozen=True)
class KpiResult:
    """A computed KPI that can show its calculation; `exact` is the result before any rounding."""

    kpi: Kpi
    inputs: Mapping[str, Fraction]
    exact: Fraction

    @property
    def value(self) -> float:
        """The unrounded result; per cent as 2.0 for 2 %."""
        return float(self.exact)

    @property
    def steps(self) -> tuple[str, ...]:
        """Formula in words, numbers put in, result with unit: the lines that earn the points."""
        short = self.kpi.short
        numbers = {entry.name: entry.write(self.inputs[entry.name]) for entry in self.kpi.inputs}
        written, digits = result(self.exact, self.kpi.unit, self.kpi.scale)
        if digits is None:
            last = f"{short} = {written}"
        else:
            note = ngettext("rounded to {digits} decimal", "rounded to {digits} decimals", digits)
            last = f"{short} ≈ {written} ({note.format(digits=digits)})"
        return (
            f"{self.kpi} = {self.kpi.formula}",
            f"{short} = {self.kpi.formula_with(numbers)}",
            last,
        )

    def __float__(self) -> float:
        """Return the unrounded value."""
        return self.value

    def __str__(self) -> str:
        """Return the rounded result with its unit, ``2,0 %``."""
        return result(self.exact, self.kpi.unit, self.kpi.scale)[0]

    def __repr__(self) -> str:
        """Show the calculation."""
        return "\n".join(self.steps)

    def _repr_html_(self) -> str:
        *way, last = map(escape, self.steps)
        return f'<p class="journeylab-kpi">{"<br>".join(way)}<br><strong>{last}</strong></p>'


def parcel_return_rate(article_return_rate: float, articles: int) -> float:
    """Return the share of parcels that come back (alpha) if articles come back independently (beta).

    Parameters
    ----------
    article_return_rate : float
        Beta as a share between 0 and 1.
    articles : int
        Articles in each parcel, at least 1.

    Notes
    -----
    ``alpha = 1 − (1 − beta)^n``; B. Asdecker, retourenforschung.de, University of Bamberg.

    Examples
    --------
    >>> round(parcel_return_rate(0.20, articles=3), 3)
    0.488
    """
    return 1 - (1 - article_return_rate) ** articles
