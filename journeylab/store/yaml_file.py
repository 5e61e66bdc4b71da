"""What stands in a YAML file, in which line, and what is wrong with it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import ConstructorError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLWarning
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from journeylab.domain.explain import explain
from journeylab.domain.names import unknown
from journeylab.errors import ModelError
from journeylab.i18n import _, reason
from journeylab.store.finding import FileError, Finding

_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The plain data of a file, and where each piece of it stands."""

    name: str
    data: dict[str, Any]
    root: MappingNode

    def find(self, keys: Sequence[str | int]) -> tuple[int, str]:
        """Return line and field of a path of keys, or of what encloses it where it is missing."""
        node: Node = self.root
        line, field = node.start_mark.line, ""
        for key in keys:
            if isinstance(node, MappingNode):
                # The last of equal keys counts: a merged one ("<<") stands before the file's own.
                pair = next(((k, v) for k, v in reversed(node.value) if k.value == str(key)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line, pair[1]
                field += f".{key}" if field else str(key)
            elif isinstance(node, SequenceNode) and isinstance(key, int) and key < len(node.value):
                node = node.value[key]
                line = node.start_mark.line
                field += f"[{_own_name(node) or f'#{key + 1}'}]"
            else:
                break
        return line + 1, field

    def error(self, problems: Iterable[ModelError]) -> FileError:
        """Return an error that names problems by line and field, in the order of the file."""
        # A figure that serves twice (median and p90) is wrong once.
        found = dict.fromkeys(Finding(self.name, *self.find(each.where), each.problem, each.fix) for each in problems)
        return FileError(sorted(found, key=lambda finding: finding.line or 0))

    def read_as(self, model: type[_Model]) -> _Model:
        """Return the data as a model.

        Raises
        ------
        FileError
            With everything that keeps it from being one.
        """
        try:
            return model.model_validate(self.data)
        except ValidationError as error:
            raise self.error(explain(error, model)) from error
        except ModelError as error:
            raise self.error([error, *error.more]) from error


def _own_name(node: Node) -> str | None:
    pairs = node.value if isinstance(node, MappingNode) else []
    return next((str(v.value) for k, v in pairs if k.value in ("id", "key") and isinstance(v, ScalarNode)), None)


def read_yaml(path: str | Path) -> YamlFile:
    """Read a YAML 1.2 file whose top level is a mapping.

    Raises
    ------
    FileError
        If the file is not there, no UTF-8, no YAML, empty or no mapping.
    """
    path = Path(path)
    name, line = shown(path), None
    try:
        raw = path.read_bytes()
        return parse_yaml(raw.decode("utf-8-sig"), name)
    except FileNotFoundError:
        problem = _("There is no such file.")
        # A link that leads nowhere has the name already.
        names = [other.name for other in path.parent.glob("*.y*ml") if other.name != path.name]
        fix = next(unknown(path.name, names, ())).fix if names else _("Check folder and spelling of the name.")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02x}"
        problem = _("Byte {place} ({byte}) does not belong into a UTF-8 text.").format(place=error.start + 1, byte=byte)
        fix = _("Open the file in an editor and save it with the encoding UTF-8; then umlauts can be read everywhere.")
    except (OSError, ValueError) as error:
        problem = _("The file cannot be read: {reason}.").format(reason=reason(error))
        fix = _("Check that it is a file and that you may read it.")
    raise FileError([Finding(name, line, "", problem, fix)])


def shown(path: Path) -> str:
    """Return a path as messages name it: as the user gave it, without the folders of an absolute one."""
    return path.name if path.is_absolute() else path.as_posix()


class _Constructor(SafeConstructor):
    """Says where a value stands that cannot be made: 2026-13-01 looks like a date and is none."""

    def construct_object(self, node: Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except (ValueError, KeyError) as error:
            raise ConstructorError(None, None, "impossible value", node.start_mark) from error


def parse_yaml(text: str, name: str) -> YamlFile:
    """Return what a text of YAML says; `name` stands in messages."""
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _Constructor
    line = None
    fix = _(
        "Look at this line and the one above: a colon and a space after the key, quotes and brackets closed, "
        "spaces instead of tabs, the same indentation as its neighbours, each key once, and quotes around a text "
        "that begins with a special character or holds a colon."
    )
    try:
        with warnings.catch_warnings():
            # Warnings of the parser concern YAML 1.1 and reused anchors, both of which are allowed.
            warnings.simplefilter("ignore", YAMLWarning)
            root = yaml.compose(text)
            data = None if root is None else yaml.constructor.construct_object(root, deep=True)
        if isinstance(root, MappingNode) and isinstance(data, dict):
            return YamlFile(name, data, root)
        line, problem = 1, _("The file does not consist of lines like 'key: value'.")
        fix = _("Begin it with a line like 'format: journeylab/map'.")
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problem = _("An invisible control character stands in this line.")
    except MarkedYAMLError as error:
        line, problem = _syntax(error)
    except (RecursionError, YAMLError) as error:
        problem = _("The file cannot be read: {reason}.").format(reason=error)
    raise FileError([Finding(name, line, "", problem, fix)])


def _syntax(error: MarkedYAMLError) -> tuple[int, str]:
    """Return the line of an error, and what the parser means in the words of somebody who edits a file."""
    said = f"{error.context or ''} {error.problem or ''}"
    # Sign in the parser's words, whether its context is where things began to go wrong, problem.
    sayings = (
        ("\\t", False, _("A tab stands where YAML expects spaces.")),
        ("duplicate key", False, _("The key '{named}' stands twice at the same place.")),
        ("mapping values are not allowed", False, _("A colon stands here where none is expected.")),
        ("expected ':'", True, _("A key without a colon.")),
        ("quoted scalar found unexpected end", True, _("A quotation mark is opened here and never closed.")),
        ("parsing a flow", True, _("A bracket is opened here and not closed, or a comma is missing.")),
        ("cannot start any token", False, _("A text cannot begin with the character {named}.")),
        ("impossible value", False, _("This looks like a date or a number, but there is none like it.")),
        ("another document", False, _("The line '---' begins a second document, but a file holds one.")),
    )
    other = ("", False, _("This line cannot be read as YAML."))
    _sign, at_context, problem = next((saying for saying in sayings if saying[0] in said), other)
    mark = (error.context_mark if at_context else None) or error.problem_mark or error.context_mark
    named = re.search(r"""(["'])(.+?)\1""", said)
    return mark.line + 1, problem.format(named=named[2] if named else "")
