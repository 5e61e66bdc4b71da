"""Imports run one way, so that each part can be understood, tested and replaced without those above it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "journeylab"

# A layer may import itself and these.
MAY_IMPORT = {
    "errors": set(),
    "i18n": {"errors"},
    "domain": {"errors", "i18n"},
    "store": {"errors", "i18n", "domain"},
    "sim": {"errors", "i18n", "domain"},
    "analysis": {"errors", "i18n", "domain", "sim"},
    "exam": {"errors", "i18n", "domain", "sim", "analysis"},
    "views": {"errors", "i18n", "domain", "sim", "analysis", "exam"},
    "widgets": {"errors", "i18n", "domain", "sim", "analysis", "exam", "views"},
    "cli": {"errors", "i18n", "domain", "store", "sim", "analysis", "exam", "views", "facade"},
    "facade": {"errors", "i18n", "domain", "store", "sim", "analysis", "exam", "views", "widgets"},
    "practice": {"errors", "i18n", "domain", "store", "sim", "analysis", "exam", "views", "widgets"},
    "__main__": {"cli"},
}
# The domain says what things are; it must be readable without knowing a library.
DOMAIN_LIBRARIES = {"pydantic", "pydantic_core"}
LOG_LIBRARIES = {"numpy", "pandas"}


def imports(path: Path, package: Path) -> Iterator[str]:
    """Yield the full name of everything that a file imports, wherever in the file it does so."""
    place = (package.name, *path.relative_to(package).with_suffix("").parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = ".".join((*place[: -node.level], *filter(None, [node.module]))) if node.level else node.module or ""
            yield from (f"{home}.{alias.name}" for alias in node.names)


def wrong_imports(package: Path) -> list[str]:
    """Return every import that runs the wrong way, as ``file: name``."""
    wrong = []
    for path in sorted(package.rglob("*.py")):
        file = path.relative_to(package)
        layer = file.with_suffix("").parts[0]
        if layer == "__init__":
            # It offers the names of all layers, loaded when they are used.
            continue
        for name in imports(path, package):
            top, *rest = name.split(".")
            if top == package.name:
                # The package itself offers the names of every layer; only its version belongs to none.
                fine = rest == ["__version__"] or (rest[:1] or [""])[0] in {layer, *MAY_IMPORT.get(layer, ())}
            else:
                allowed = DOMAIN_LIBRARIES | (LOG_LIBRARIES if file.name == "journey_log.py" else set())
                fine = layer != "domain" or top in sys.stdlib_module_names or top in allowed
            if not fine:
                wrong.append(f"{file.as_posix()}: {name}")
    return wrong


def test_imports_run_one_way() -> None:
    """No file of the package imports what stands above or beside it."""
    assert wrong_imports(PACKAGE) == []


def test_every_layer_is_known() -> None:
    """Every folder and file at the top of the package has its place in the order."""
    tops = {path.relative_to(PACKAGE).with_suffix("").parts[0] for path in PACKAGE.rglob("*.py")}
    assert tops - {"__init__"} <= set(MAY_IMPORT)


def test_the_order_has_no_circle() -> None:
    """No layer can reach itself through what it may import."""
    done: set[str] = set()
    while rest := set(MAY_IMPORT) - done:
        ready = {layer for layer in rest if MAY_IMPORT[layer] <= done}
        assert ready, rest
        done |= ready


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("store/bad.py", "import journeylab.sim.engine"),
        ("store/bad.py", "from journeylab.sim import engine"),
        ("store/bad.py", "from journeylab import sim"),
        ("store/bad.py", "from ..sim import engine"),
        ("store/bad.py", "from .. import sim"),
        ("sim/bad.py", "def f():\n    from journeylab.store.maps import scenario"),
        ("domain/bad.py", "if TYPE_CHECKING:\n    from journeylab.analysis.paths import paths"),
        ("domain/bad.py", "import numpy as np"),
        ("domain/bad.py", "try:\n    from ruamel.yaml import YAML\nexcept ImportError:\n    pass"),
        ("domain/bad.py", "import journeylab as jl"),
        ("analysis/bad.py", "from journeylab.views.svg import Svg"),
        ("analysis/deep/bad.py", "from ...views import svg"),
        ("views/bad.py", "from journeylab.store.files import write_text_atomically"),
        ("cli/bad.py", "from journeylab.widgets.quiz import Quiz"),
        ("cli/bad.py", "from journeylab import kpis"),
        ("errors.py", "from journeylab.i18n import language"),
    ],
)
def test_a_planted_wrong_import_is_caught(tmp_path: Path, file: str, line: str) -> None:
    """Whatever form a wrong import takes, and wherever it hides, it is found."""
    path = tmp_path / "journeylab" / file
    path.parent.mkdir(parents=True)
    path.write_text(f"import os\n{line}\n", encoding="utf-8")
    found = wrong_imports(tmp_path / "journeylab")
    assert len(found) == 1
    assert found[0].startswith(file)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("store/good.py", "from journeylab.domain.scenario import Scenario\nimport numpy"),
        ("analysis/good.py", "from .paths import paths\nfrom ..sim import simulate"),
        ("domain/journey_log.py", "import numpy as np"),
        ("cli/good.py", "from journeylab import __version__"),
    ],
)
def test_a_right_import_is_left_alone(tmp_path: Path, file: str, line: str) -> None:
    """What stands below may be used."""
    path = tmp_path / "journeylab" / file
    path.parent.mkdir(parents=True)
    path.write_text(line, encoding="utf-8")
    assert wrong_imports(tmp_path / "journeylab") == []


def loaded_after(statement: str, *names: str) -> set[str]:
    """Return which of these modules a fresh Python has loaded after a statement."""
    code = f"{statement}\nimport sys\nprint(*(name for name in {names!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return set(done.stdout.split())


HEAVY = ("numpy", "pandas", "pydantic", "ipywidgets", "anywidget", "matplotlib", "babel", "ruamel.yaml")
HEAVY += ("simplemma", "rapidfuzz", "fsrs")


def test_importing_the_package_is_light() -> None:
    """``import journeylab`` loads no library."""
    assert loaded_after("import journeylab", *HEAVY) == set()


def test_the_command_line_is_light() -> None:
    """The doctor can be called where packages are missing: parser and checks load none."""
    statement = "import journeylab.cli.doctor, journeylab.cli.parser, journeylab.store.lessons"
    assert loaded_after(statement, *HEAVY) == set()


def test_a_loaded_library_is_noticed() -> None:
    """The two tests above can fail."""
    assert loaded_after("import journeylab\njourneylab.scenario", "pydantic", "matplotlib") == {"pydantic"}
