"""The facts of the exam, from `datasets/exam.yaml`."""

from __future__ import annotations

from functools import cache

from pydantic import model_validator

from journeylab.domain.exam_facts import ExamFacts
from journeylab.domain.names import unknown
from journeylab.domain.problems import raise_all
from journeylab.store.catalogue import touchpoints
from journeylab.store.fast_yaml import read_shipped


class ExamFile(ExamFacts):
    """Facts whose law is about kinds of contact that the catalogue has."""

    @model_validator(mode="after")
    def _touchpoints_are_known(self) -> ExamFile:
        raise_all(
            problem
            for i, line in enumerate(self.law)
            for j, key in enumerate(line.touchpoints)
            for problem in unknown(key, touchpoints(), ("law", i, "touchpoints", j))
        )
        return self


@cache
def exam_facts() -> ExamFacts:
    """Return what the exam asks for: areas, verbs, curriculum, marks, rules and law.

    Examples
    --------
    >>> exam_facts().area("KK").minutes
    60
    """
    return read_shipped("datasets/exam.yaml", ExamFile)
