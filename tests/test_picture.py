"""A picture shows itself, can be read as text, and is saved whole or not at all."""

from __future__ import annotations

import re
import sys
import zlib
from base64 import b64decode
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from journeylab.errors import DataError, MissingExtraError, UsageError
from journeylab.i18n import set_language
from journeylab.views import svg
from journeylab.views.lettering import Label
from journeylab.views.picture import Picture


def picture(text: str = "Größe ▲▼") -> Picture:
    body = [svg.text(Label((text,), 10, 10, 30))]
    markup = svg.document(200, 60, "Kärtchen", "Ein Wort.", body)
    return Picture(markup, "Kärtchen", "Ein Wort.", lambda: pd.DataFrame({"Wort": [text]}))


def pixels(path: Path) -> np.ndarray:
    from matplotlib.image import imread

    return np.asarray(imread(path))


def test_a_picture_reads_as_text() -> None:
    """Without a screen a picture is its title and its description."""
    assert repr(picture()) == "Kärtchen\nEin Wort."


def test_a_notebook_gets_the_picture_and_its_words() -> None:
    """Jupyter shows the SVG on white ground in full width, even in a notebook that is not trusted, with its words."""
    html = picture()._repr_html_()
    for part in ("<img ", 'alt="Kärtchen. Ein Wort."', "width:100%", "background:#fff"):
        assert part in html
    inside = html.split("base64,", 1)[1].split('"', 1)[0]
    assert b64decode(inside).decode("utf-8") == picture().svg


def test_the_svg_itself_names_itself() -> None:
    """Where the SVG stands on a page, it has a role, a name and no ids that could meet others."""
    for part in ('role="img"', 'aria-label="Kärtchen. Ein Wort."', "<title>Kärtchen</title>"):
        assert part in picture().svg
    assert " id=" not in picture().svg


def test_a_wide_picture_scrolls_before_its_letters_become_tiny() -> None:
    """The smallest width in a notebook grows with the picture."""
    assert "min-width:128px" in picture()._repr_html_()


def test_the_table_is_made_when_asked_for() -> None:
    """Drawing a picture does not cost a table."""
    made = []
    lazy = Picture(picture().svg, "t", "d", lambda: made.append(1) or pd.DataFrame({"a": [1]}))  # type: ignore[func-returns-value]
    repr(lazy)
    assert not made
    assert lazy.table.equals(pd.DataFrame({"a": [1]}))


def test_svg_is_saved_as_it_is(tmp_path: Path) -> None:
    """The file holds the very picture, in UTF-8."""
    path = picture().save(tmp_path / "karte.svg")
    assert path.read_text(encoding="utf-8") == picture().svg
    assert [file.name for file in tmp_path.iterdir()] == ["karte.svg"]


def test_png_is_drawn_with_umlauts_and_triangles(tmp_path: Path) -> None:
    """Umlauts and triangles are drawn, on white, by fonts that come with the package's own parts."""
    images = {
        text: pixels(picture(text).save(tmp_path / f"{ord(text[0])}.PNG")) for text in ("ü", "u", "▲", "▼", "\ue000")
    }
    assert images["ü"].shape[:2] == (120, 400)
    assert (images["ü"][0, 0, :3] == 1).all()
    dark = {text: (image[..., :3].mean(axis=2) < 0.5) for text, image in images.items()}
    assert dark["u"].any()
    assert dark["ü"].sum() > dark["u"].sum()
    assert (dark["▲"] != dark["▼"]).any()
    assert (dark["▲"] != dark["\ue000"]).any()


def test_zoom_makes_a_png_larger(tmp_path: Path) -> None:
    """A zoom of 3 gives three pixels for one."""
    assert pixels(picture().save(tmp_path / "a.png", zoom=3)).shape[:2] == (180, 600)


def test_text_stays_text_in_a_pdf(tmp_path: Path) -> None:
    """A reader can search the PDF: the letters ö, ß and ▲ can be read back from its fonts."""
    content = picture().save(tmp_path / "karte.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    streams = [zlib.decompress(part) for part in packed if part[:1] == b"\x78"]
    readable = b"".join(part for part in streams if b"beginbf" in part).upper()
    for character in "öß▲":
        assert f"<{ord(character):04X}>".encode() in readable


def test_the_same_picture_gives_the_same_file(tmp_path: Path) -> None:
    """No date and no chance gets into a file."""
    for ending in ("svg", "png", "pdf"):
        one, two = (picture().save(tmp_path / f"{name}.{ending}").read_bytes() for name in "ab")
        assert one == two
    assert b"CreationDate" not in (tmp_path / "a.pdf").read_bytes()


def test_an_unknown_ending_is_refused() -> None:
    """Only three formats are known, and the message names them."""
    with pytest.raises(UsageError) as error:
        picture().save("karte.docx")
    assert "karte.docx" in error.value.problem
    assert ".pdf" in error.value.fix


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A picture is not saved into a folder that does not exist."""
    with pytest.raises(DataError) as error:
        picture().save(tmp_path / "fehlt" / "karte.svg")
    assert "fehlt" in error.value.problem


def test_a_failed_save_leaves_no_trace(tmp_path: Path) -> None:
    """When the name is taken by a folder, that folder stays and nothing half-written is left."""
    taken = tmp_path / "karte.svg"
    taken.mkdir()
    with pytest.raises(DataError) as error:
        picture().save(taken)
    assert str(taken) in error.value.problem
    assert list(tmp_path.iterdir()) == [taken]


@pytest.mark.parametrize(
    ("module", "name", "line"),
    [("typst", "karte.pdf", '"journeylab[print]"'), ("resvg_py", "karte.png", '"resvg-py"')],
)
def test_a_missing_part_comes_with_the_line_to_type(
    module: str, name: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the converter the message says what to install, and that SVG needs none."""
    set_language("en")
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError) as error:
        picture().save(tmp_path / name)
    assert f"%pip install {line}" in error.value.fix
    assert ".svg" in error.value.fix
    assert not list(tmp_path.iterdir())


def test_a_failed_save_keeps_the_old_picture(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk fills up while a picture is written, the old one is still whole and nothing else lies there."""
    old = picture().save(tmp_path / "karte.svg").read_bytes()

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(DataError):
        picture().save(tmp_path / "karte.svg")
    assert (tmp_path / "karte.svg").read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["karte.svg"]
