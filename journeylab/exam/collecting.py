"""Answers of a class come back: which of them count, which are set aside and why."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import ValidationError

from journeylab.domain.exercise.exam_results import ExamResults, LearnerAnswers
from journeylab.domain.exercise.pseudonym import pseudonym
from journeylab.domain.exercise.release import Draft, ExamKey, Submission
from journeylab.domain.vocabulary import N_, Term
from journeylab.errors import JourneyLabError, UsageError
from journeylab.exam.answers import Shops
from journeylab.exam.marking import marked
from journeylab.exam.release import paper_digest, read_receipt, receipt, submission_digest
from journeylab.i18n import _

# Answers of a whole exam are a few kilobytes; what is larger was not made by us.
_LARGEST = 20_000_000


class Reason(Term):
    """Why a file does not count."""

    STRANGE = "strange", N_("It is no submission of an exam.")
    DRAFT = "draft", N_("It is a draft: this exam was not handed in.")
    DAMAGED = "damaged", N_("It is damaged: its contents do not fit their own checksum.")
    NEWER = "newer", N_("It was made by a newer version of journeylab. Update journeylab, then collect again.")
    FOREIGN = "foreign", N_("It belongs to another exam, or the tasks were changed.")
    CHANGED = (
        "changed",
        N_("The receipt code that you noted is another one: it was noted wrongly, or the file was changed afterwards."),
    )
    TWICE = "twice", N_("The same answers lie here a second time.")
    UNCLEAR = (
        "unclear",
        N_("There are different answers under this pseudonym, and no receipt code tells which of them was handed in."),
    )
    MARKED = "marked", N_("Other answers of this learner are already being marked.")


@dataclass(frozen=True, slots=True)
class Aside:
    """A file that does not count.

    Attributes
    ----------
    file : str
    reason : Reason
    code : str
        The receipt code of what is in it now; empty where it cannot be told.
    """

    file: str
    reason: Reason
    code: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """What came back.

    Attributes
    ----------
    results : ExamResults
    aside : tuple of Aside
    missing : tuple of str
        Pseudonyms with a noted code of which no answers count.
    unconfirmed : tuple of str
        Those that count although no noted code confirms them.
    late : tuple of str
        Those who took longer than the time, by the clock of their own computer.
    """

    results: ExamResults
    aside: tuple[Aside, ...]
    missing: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    late: tuple[str, ...]


def noted_codes(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the receipt codes that a trainer noted, by pseudonym.

    Raises
    ------
    UsageError
        If a line holds no code, or there are two for one pseudonym.

    Examples
    --------
    >>> noted_codes([("Kluger Fuchs 7", "2345 6789 abcd efgh")])
    {'kluger-fuchs-7': '2345-6789-ABCD-EFGH'}
    """
    codes: dict[str, str] = {}
    for name, code in lines:
        learner = pseudonym(name)
        written = read_receipt(code)
        if codes.setdefault(learner, written) != written:
            raise UsageError(
                _("Two different receipt codes are noted for '{learner}'.").format(learner=learner),
                _("Keep the one of the answers that count."),
            )
    return codes


def collect(
    files: Mapping[str, bytes],
    key: ExamKey,
    codes: Mapping[str, str],
    shops: Shops | None = None,
    before: ExamResults | None = None,
) -> Collected:
    """Return the answers that count, marked as far as a rule can mark them, and what is set aside.

    Parameters
    ----------
    files : mapping of str to bytes
        By name.
    key : ExamKey
    codes : mapping of str to str
        Receipt codes that were noted, by pseudonym.
    shops : callable, optional
        From the id of a shop to the `Scenario`.
    before : ExamResults, optional
        What was collected earlier; nothing that a trainer has marked is replaced.
    """
    aside: list[Aside] = []
    found: dict[str, dict[str, Submission]] = defaultdict(dict)
    drafts: dict[str, str] = {}
    for name in sorted(files):
        read = _read(files[name], key)
        if isinstance(read, Submission):
            found[read.learner][name] = read
        elif isinstance(read, Draft):
            drafts[name] = read.learner
        else:
            aside.append(Aside(name, read))
    # Who has handed in has a draft as well; it is worth a word only where nothing else came.
    aside += (Aside(name, Reason.DRAFT) for name, learner in drafts.items() if learner not in found)
    kept = {each.learner: each for each in before.learners} if before else {}
    learners: dict[str, LearnerAnswers] = dict(kept)
    for learner, versions in found.items():
        chosen, others = _chosen(versions, codes.get(learner))
        aside += others
        if chosen is None:
            continue
        sent = versions[chosen]
        confirmed = learner in codes
        old = kept.get(learner)
        if old is not None and old.sha256 == sent.sha256:
            learners[learner] = old.model_copy(update={"confirmed": old.confirmed or confirmed})
        elif old is not None and old.touched:
            aside.append(Aside(chosen, Reason.MARKED, receipt(sent.sha256)))
        else:
            learners[learner] = marked(sent, key, shops, confirmed=confirmed)
    for learner, old in kept.items():
        # It was collected before its code was noted.
        denied = learner in codes and receipt(old.sha256) != codes[learner]
        if learners[learner] is old and denied and not old.confirmed and not old.touched:
            del learners[learner]
    results = ExamResults(
        key=key,
        learners=tuple(learners[name] for name in sorted(learners)),
        comments=before.comments if before else (),
    )
    return Collected(
        results,
        tuple(sorted(aside, key=lambda each: each.file)),
        tuple(sorted(set(codes) - set(learners))),
        tuple(each.learner for each in results.learners if not each.confirmed),
        tuple(each.learner for each in results.learners if each.minutes > key.paper.minutes + 1),
    )


def _read(data: bytes, key: ExamKey) -> Submission | Draft | Reason:
    if len(data) > _LARGEST:
        return Reason.STRANGE
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        # Whatever was cut off or opened in a word processor and saved.
        return Reason.DAMAGED if b"journeylab/submission" in data else Reason.STRANGE
    kinds: dict[str, type[Submission] | type[Draft]] = {
        each.model_fields["format"].default: each for each in (Submission, Draft)
    }
    kind = content.get("format") if isinstance(content, dict) else None
    if not isinstance(kind, str) or kind not in kinds:
        return Reason.STRANGE
    if type(content.get("version")) is int and content["version"] > 1:
        return Reason.NEWER
    try:
        fits = kinds[kind] is Draft or submission_digest(content) == content.get("sha256")
        sent = kinds[kind].model_validate(content)
    except (ValueError, RecursionError, ValidationError, JourneyLabError):
        return Reason.DAMAGED
    if isinstance(sent, Draft):
        return sent
    if not fits:
        return Reason.DAMAGED
    if sent.exam != key.paper.exam or sent.paper != paper_digest(key.paper):
        return Reason.FOREIGN
    return sent


def _chosen(versions: Mapping[str, Submission], code: str | None) -> tuple[str | None, list[Aside]]:
    """Return the file that counts, None where none does, and why the others do not."""
    codes = {name: receipt(sent.sha256) for name, sent in versions.items()}
    fitting = [name for name in codes if code is None or codes[name] == code]
    if not fitting or len({codes[name] for name in fitting}) > 1:
        reason = Reason.UNCLEAR if code is None else Reason.CHANGED
        return None, [Aside(name, reason, codes[name]) for name in versions]
    first = fitting[0]
    others = [name for name in versions if name != first]
    return first, [Aside(name, Reason.TWICE if name in fitting else Reason.CHANGED, codes[name]) for name in others]
