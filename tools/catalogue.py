"""Bring the German catalogue up to date with the messages of the code.

    python -m tools.catalogue

New messages get an empty translation, those that the code no longer has are
dropped; what lacks German is listed, and a test fails until it is there.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from journeylab.i18n import catalogue_path, read_catalogue

_HEAD = """\
# German texts of journeylab.
msgid ""
msgstr ""
"Project-Id-Version: journeylab\\n"
"Language: de\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def main() -> int:
    """Write the catalogue; return 1 if a translation is missing."""
    path = catalogue_path()
    known = {m.id: m.string for m in read_catalogue() if m.id}
    fresh = Catalog(locale="de")
    package = path.parents[3]
    keywords = {"_": None, "N_": None, "ngettext": (1, 2)}
    for _file, _line, message, _comments, _context in extract_from_dir(
        package, method_map=[("**.py", "python")], keywords=keywords
    ):
        # Counted messages are looked up one form at a time, so that each form is an entry of its own.
        for text in [message] if isinstance(message, str) else message:
            fresh.add(text, known.get(text, ""))
    body = BytesIO()
    write_po(body, fresh, width=110, omit_header=True, sort_output=True, no_location=True)
    # Our messages are filled by str.format: Babel's guess at a format is noise.
    lines = [line for line in body.getvalue().decode("utf-8").splitlines() if not line.startswith("#,")]
    Path(path).write_text(_HEAD + "\n".join(lines).strip() + "\n", encoding="utf-8", newline="\n")
    missing = [str(m.id) for m in fresh if m.id and not m.string]
    print(f"{len(fresh)} messages, {len(missing)} without German", *missing, sep="\n  ")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
