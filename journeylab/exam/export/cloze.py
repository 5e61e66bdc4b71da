"""Gaps in the notation of Moodle's embedded answers: ``{1:SHORTANSWER:=right#why~=also right}``."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from journeylab.domain.exercise.arranging import GAP, Gap
from journeylab.exam.export.markup import block, clean, plain

# They end an answer, or begin a feedback, a share or an escape; as references to characters they do none of it.
_SPECIAL = {ord(sign): f"&#{ord(sign)};" for sign in "~#={}%\\/\"'<>&"}
# Gaps pass through Markdown as single characters that no text has.
_PRIVATE = 0xE000


def cloze_text(source: str, gaps: Mapping[str, str]) -> str:
    """Return a text as HTML with the notation of each gap in its place.

    Parameters
    ----------
    source : str
        Markdown with a mark ``[[id]]`` for each gap.
    gaps : mapping of str to str
        Notation by id.
    """
    order = list(gaps)
    marked = GAP.sub(lambda found: chr(_PRIVATE + order.index(found[1])), clean(source))
    # A brace of the text itself must not look like the beginning of a gap.
    html = block(marked).replace("{", "&#123;")
    for number, name in enumerate(order):
        html = html.replace(chr(_PRIVATE + number), gaps[name])
    return html


def written_gap(gap: Gap, weight: int) -> str:
    """Return a gap to write into: every accepted answer is right, capitals do not matter."""
    answers = [f"={_coded(plain(text).replace('*', chr(92) + '*'))}" for text in gap.accept]
    return _gap(weight, "SHORTANSWER", answers, gap.why)


def chosen_gap(gap: Gap, options: tuple[str, ...], weight: int) -> str:
    """Return a gap with a list to choose from, in the order given."""
    answers = [("=" if text in gap.accept else "") + _coded(escape(plain(text), quote=False)) for text in options]
    return _gap(weight, "MULTICHOICE", answers, gap.why)


def _gap(weight: int, kind: str, answers: list[str], why: str) -> str:
    feedback = f"#{_coded(escape(plain(why), quote=False))}" if why else ""
    return f"{{{weight}:{kind}:{'~'.join(answer + feedback for answer in answers)}}}"


def _coded(text: str) -> str:
    return text.translate(_SPECIAL)
