"""What stands in a YAML file, and in which line."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLWarning
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from journeylab.i18n import _
from journeylab.store.finding import FileError, Finding

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands; `keys` is the part of its path that the file really has."""

    line: int
    column: int
    field: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The plain data of a file, and where each piece of it stands."""

    name: str
    data: dict[str, Any]
    root: MappingNode

    def find(self, keys: Sequence[str | int]) -> Place:
        """Return the place of a path of keys, or of what encloses it where it is missing."""
        node: Node = self.root
        mark, field, found = node.start_mark, "", 0
        for key in keys:
            if isinstance(node, MappingNode):
                # The last of equal keys counts: a merged one ("<<") stands before the file's own.
                pair = next(((k, v) for k, v in reversed(node.value) if k.value == str(key)), None)
                if pair is None:
                    break
                mark, node = pair[0].start_mark, pair[1]
                field += f".{key}" if field else str(key)
            elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                mark = node.start_mark
                field += f"[{_own_name(node) or f'#{key + 1}'}]"
            else:
                break
            found += 1
        return Place(mark.line + 1, mark.column + 1, field, tuple(keys[:found]))

    def finding(self, keys: Sequence[str | int], problem: str, fix: str) -> Finding:
        """Return a finding at a path of keys."""
        place = self.find(keys)
        return Finding(self.name, place.line, place.field, problem, fix)


def _own_name(node: Node) -> str | None:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value in ("id", "key") and isinstance(value, ScalarNode):
                return str(value.value)
    return None


def read_yaml(path: str | Path) -> YamlFile:
    """Read a YAML 1.2 file whose top level is a mapping.

    Raises
    ------
    FileError
        If the file is not there, no UTF-8, no YAML, empty or no mapping.
    """
    path = Path(path)
    name = shown(path)
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        near = get_close_matches(path.name, _neighbours(path), n=1)
        fix = _("Did you mean '{near}'?").format(near=near[0]) if near else _("Check folder and spelling of the name.")
        raise _broken(name, None, _("There is no such file."), fix) from None
    except IsADirectoryError:
        raise _broken(name, None, _("This is a folder, not a file."), _("Name a file in it.")) from None
    except (OSError, ValueError) as error:
        # Windows says "permission denied" for a folder, too.
        problem = _("The file cannot be read: {reason}.").format(reason=getattr(error, "strerror", None) or error)
        raise _broken(name, None, problem, _("Check that it is a file and that you may read it.")) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = _("Byte {place} ({byte}) does not belong into a UTF-8 text.").format(
            place=error.start + 1, byte=f"0x{raw[error.start]:02x}"
        )
        fix = _("Open the file in an editor and save it with the encoding UTF-8; then umlauts can be read everywhere.")
        raise _broken(name, line, problem, fix) from error
    return parse_yaml(text, name)


def shown(path: Path) -> str:
    """Return a path as messages name it: as the user gave it, without the folders of an absolute one."""
    return path.name if path.is_absolute() else path.as_posix()


def _neighbours(path: Path) -> list[str]:
    try:
        return [other.name for other in path.parent.iterdir()]
    except OSError:
        return []


def _broken(name: str, line: int | None, problem: str, fix: str) -> FileError:
    return FileError([Finding(name, line, "", problem, fix)])


def parse_yaml(text: str, name: str) -> YamlFile:
    """Return what a text of YAML says; `name` stands in messages."""
    yaml = YAML(typ="safe", pure=True)
    try:
        with warnings.catch_warnings():
            # Warnings of the parser concern YAML 1.1 and reused anchors, both of which are allowed.
            warnings.simplefilter("ignore", YAMLWarning)
            root = yaml.compose(text)
            data = None if root is None else _constructed(yaml, root, name)
    except RecursionError:
        raise _broken(
            name, None, _("The entries are nested too deeply."), _("Remove superfluous brackets or levels.")
        ) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problem = _("An invisible control character stands in this line.")
        raise _broken(name, line, problem, _("Delete the line and type it anew.")) from error
    except MarkedYAMLError as error:
        raise FileError([_syntax(error, name)]) from error
    except YAMLError as error:
        raise _broken(name, None, _("This is no valid YAML: {reason}").format(reason=error), _hint()) from error
    if data is None:
        raise _broken(
            name, None, _("The file is empty."), _("Begin it with a line like 'format: journeylab/map'.")
        ) from None
    if not isinstance(root, MappingNode) or not isinstance(data, dict):
        problem = _("The file does not consist of lines like 'key: value'.")
        raise _broken(name, 1, problem, _("Begin it with a line like 'format: journeylab/map'.")) from None
    return YamlFile(name, data, root)


def _constructed(yaml: YAML, root: Node, name: str) -> Any:
    try:
        return yaml.constructor.construct_object(root, deep=True)
    except (ValueError, KeyError) as error:
        # The parser does not say where: 2026-13-01 looks like a date and is none.
        culprit = next((node for node in _scalars(root) if not _constructible(node)), root)
        raise _broken(
            name,
            culprit.start_mark.line + 1,
            _("'{value}' looks like a date or a number, but there is none like it.").format(
                value=str(culprit.value)[:40]
            ),
            _("Correct it, or put it in quotes if it is meant as text."),
        ) from error


def _scalars(node: Node) -> list[ScalarNode]:
    if isinstance(node, ScalarNode):
        return [node]
    children = [n for pair in node.value for n in pair] if isinstance(node, MappingNode) else node.value
    return [scalar for child in children for scalar in _scalars(child)]


def _constructible(node: ScalarNode) -> bool:
    try:
        YAML(typ="safe", pure=True).constructor.construct_object(node)
    except (ValueError, KeyError):
        return False
    return True


def _syntax(error: MarkedYAMLError, name: str) -> Finding:
    """Say what the parser means in the words of somebody who edits a file."""
    said = f"{error.context or ''} {error.problem or ''}"
    other = ("", False, _("This line cannot be read as YAML."), _hint())
    _sign, at_context, problem, fix = next((advice for advice in _advice() if advice[0] in said), other)
    mark = (error.context_mark if at_context else None) or error.problem_mark or error.context_mark
    quote = '"' if '"' in said else "'"
    named = said.split(quote)[1] if said.count(quote) > 1 else ""
    return Finding(name, None if mark is None else mark.line + 1, "", problem.format(named=named), fix)


def _hint() -> str:
    return _(
        "Look at this line and the one above: a colon and a space after the key, quotes and brackets closed, "
        "spaces instead of tabs, the same indentation as its neighbours."
    )


def _advice() -> list[tuple[str, bool, str, str]]:
    """Return sign in the parser's words, whether its context is where things began to go wrong, problem, fix."""
    quotes = _("Put the text in quotes.")
    return [
        ("\\t", False, _("A tab stands where YAML expects spaces."), _("Replace the tab by spaces.")),
        (
            "duplicate key",
            False,
            _("The key '{named}' stands twice at the same place."),
            _("Delete or rename one of the two."),
        ),
        (
            "mapping values are not allowed",
            False,
            _("A colon stands here where none is expected."),
            _(
                "Is the colon missing in the line above, or is this line indented too far? "
                "A text with a colon and a space in it needs quotes."
            ),
        ),
        (
            "expected ':'",
            True,
            _("A key without a colon."),
            _("Write 'key: value', or indent the line if it continues the text above."),
        ),
        (
            "quoted scalar found unexpected end",
            True,
            _("A quotation mark is opened here and never closed."),
            _("Close it at the end of the text."),
        ),
        ("unknown escape", False, _("A backslash in double quotes has a special meaning."), _("Use single quotes.")),
        (
            "parsing a flow",
            True,
            _("A bracket is opened here and not closed, or a comma is missing."),
            _("Close it, and put commas between the entries."),
        ),
        (
            "expected <block end>",
            False,
            _("This line does not fit the lines above."),
            _("Give it the same indentation as its neighbours, and check brackets and quotes in the line above."),
        ),
        ("cannot start any token", False, _("A text cannot begin with the character {named}."), quotes),
        ("undefined alias", False, _("A text cannot begin with the character *."), quotes),
        ("determine a constructor", False, _("A text cannot begin with the character ! or =."), quotes),
        (
            "another document",
            False,
            _("The line '---' begins a second document, but a file holds one."),
            _("Delete the line, or make two files."),
        ),
    ]
