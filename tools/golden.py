"""Write the exports that tests compare with anew, after a change that was meant.

    python -m tools.golden

Look at the differences before you commit them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from journeylab.store.files import write_bytes_atomically


def main() -> int:
    """Write every golden file, and say which changed."""
    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    exports = import_module("golden_exports")
    exports.FOLDER.mkdir(exist_ok=True)
    for name in exports.MADE:
        place, content = exports.FOLDER / name, exports.made(name)
        changed = not place.exists() or place.read_bytes() != content
        if changed:
            write_bytes_atomically(place, content)
        print(f"{name}: {'written' if changed else 'as it was'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
