"""What stands in a YAML file, and what a person is told when it cannot be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeylab.i18n import set_language
from journeylab.store.finding import FileError
from journeylab.store.yaml_file import parse_yaml, read_yaml

SHOP = """\
# my shop
title: Laden
contacts:
  - {id: suche, emotion: 1}
  - id: kasse
    emotion: -2
value: {price: [1, 2]}
"""


def finding(text: str) -> tuple[int | None, str, str]:
    """Return line, problem and fix of a text that cannot be read."""
    with pytest.raises(FileError) as caught:
        parse_yaml(text, "laden.yaml")
    (found,) = caught.value.findings
    assert found.file == "laden.yaml"
    return found.line, found.problem, found.fix


def test_data_is_plain() -> None:
    """A file is read as plain Python data, dates included."""
    data = parse_yaml("day: 2026-10-01\nmonth: 2026-10\nlist: [1, 2.5, no, null]\n", "x.yaml").data
    assert data == {"day": date(2026, 10, 1), "month": "2026-10", "list": [1, 2.5, "no", None]}
    assert type(data) is dict


@pytest.mark.parametrize(
    ("keys", "line", "column", "field"),
    [
        ((), 2, 1, ""),
        (("title",), 2, 1, "title"),
        (("contacts", 0, "emotion"), 4, 17, "contacts[suche].emotion"),
        (("contacts", 1, "emotion"), 6, 5, "contacts[kasse].emotion"),
        (("contacts", 1), 5, 5, "contacts[kasse]"),
        (("value", "price", 1), 7, 20, "value.price[#2]"),
    ],
)
def test_every_field_has_a_place(keys: tuple[str | int, ...], line: int, column: int, field: str) -> None:
    """A path of keys leads to line and column, and entries of lists are called by their id."""
    place = parse_yaml(SHOP, "x.yaml").find(keys)
    assert (place.line, place.column, place.field, place.keys) == (line, column, field, keys)


@pytest.mark.parametrize("missing", [("contacts", 1, "label"), ("contacts", 1, "emotion", "high"), ("contacts", 1, 0)])
def test_what_is_missing_is_placed_where_it_belongs(missing: tuple[str | int, ...]) -> None:
    """A field that is not there is looked for in the entry that should hold it."""
    place = parse_yaml(SHOP, "x.yaml").find(missing)
    assert place.keys == missing[: len(place.keys)]
    assert place.line in (5, 6)


def test_the_own_key_counts_more_than_a_merged_one() -> None:
    """Where a key is merged in and also written, the place is the written one."""
    file = parse_yaml("base: &base {a: 1}\nown:\n  <<: *base\n  a: 2\n", "x.yaml")
    assert file.data["own"] == {"a": 2}
    assert file.find(("own", "a")).line == 4


@pytest.mark.parametrize(
    ("text", "line", "says", "advises"),
    [
        ("a: 1\na: 2\n", 2, "„a“ steht zweimal", "benennen Sie ihn um"),
        ("a:\n\tb: 1\n", 2, "Tabulator", "Leerzeichen"),
        ("a 1\nb: 2\n", 2, "Doppelpunkt", "in der Zeile darüber"),
        ("a: b: c\n", 1, "Doppelpunkt", "Anführungszeichen"),
        ("a: 1\nb\nc: 2\n", 2, "ohne Doppelpunkt", "Schlüssel: Wert"),
        ("a: 1\nb\n", 2, "ohne Doppelpunkt", "Schlüssel: Wert"),
        ("a: 'x\nb: 1\n", 1, "Anführungszeichen", "am Ende"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "Klammer", "Komma"),
        ("a: {b: 1\n", 1, "Klammer", "Komma"),
        ("a:\n  b: 1\n c: 2\n", 3, "Zeilen darüber", "wie ihre Nachbarn"),
        ("- a\nb: 1\n", 2, "Zeilen darüber", "wie ihre Nachbarn"),
        ("a: @x\n", 1, "Zeichen @", "Anführungszeichen"),
        ("a: *x\n", 1, "Zeichen *", "Anführungszeichen"),
        ("a: !x y\n", 1, "Zeichen !", "Anführungszeichen"),
        ('a: "C:\\qx"\n', 1, "Schrägstrich", "einfache"),
        ("a: 1\n---\nb: 2\n", 2, "zweites Dokument", "zwei Dateien"),
        ("b: 1\na: 2026-13-01\n", 2, "2026-13-01", "Anführungszeichen"),
        ("a: 1\nb: \x07\n", 2, "Steuerzeichen", "neu"),
        ("a: }\n", 1, "als YAML", "Zeile und die darüber"),
        ("{a: 1}: 2\n", 1, "als YAML", "Zeile und die darüber"),
        ("- 1\n", 1, "Schlüssel: Wert", "format: journeylab/map"),
        ("Laden\n", 1, "Schlüssel: Wert", "format: journeylab/map"),
        ("# nothing\n", None, "leer", "format: journeylab/map"),
        ("", None, "leer", "format: journeylab/map"),
        ("[" * 500, None, "verschachtelt", "Klammern"),
    ],
)
def test_broken_yaml_names_the_line_and_what_to_look_at(text: str, line: int | None, says: str, advises: str) -> None:
    """Each slip of the pen is called by its name, in the line where it happened."""
    found = finding(text)
    assert found[0] == line
    assert says in found[1]
    assert advises in found[2]


def test_messages_are_there_in_english() -> None:
    """The same slip is explained in English to those who read English."""
    set_language("en")
    with pytest.raises(FileError) as caught:
        parse_yaml("a: 1\na: 2\n", "shop.yaml")
    assert str(caught.value) == (
        "shop.yaml, line 2: The key 'a' stands twice at the same place.\n-> Delete or rename one of the two."
    )


def test_a_repeated_anchor_is_allowed() -> None:
    """YAML allows an anchor to be used again; no warning disturbs the learner."""
    assert parse_yaml("a: &x 1\nb: &x 2\n", "x.yaml").data == {"a": 1, "b": 2}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong name is answered with the name of a file that is there, without the folders of this machine."""
    (tmp_path / "karte.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_yaml(tmp_path / "kart.yaml")
    assert str(caught.value) == "kart.yaml: Diese Datei gibt es nicht.\n-> Meinten Sie „karte.yaml“?"
    with pytest.raises(FileError, match="Ordner"):
        read_yaml(tmp_path / "missing" / "x.yaml")


def test_a_relative_path_is_named_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that the user typed is repeated as typed."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match=r"^klasse/karte\.yaml: "):
        read_yaml(Path("klasse") / "karte.yaml")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of a file is told apart from a missing file."""
    with pytest.raises(FileError) as caught:
        read_yaml(tmp_path)
    assert caught.value.findings[0].file == tmp_path.name


def test_an_impossible_name() -> None:
    """A name that no file can have is refused with a message, too."""
    with pytest.raises(FileError, match="nicht lesen"):
        read_yaml("a\0b.yaml")


def test_a_text_that_is_not_utf8(tmp_path: Path) -> None:
    """A file in the old Windows encoding is refused with byte and line, and with the way to save it."""
    path = tmp_path / "alt.yaml"
    path.write_bytes("format: journeylab/map\ntitle: Rücken\n".encode("cp1252"))
    with pytest.raises(FileError) as caught:
        read_yaml(path)
    (found,) = caught.value.findings
    assert (found.line, found.problem) == (2, "Byte 32 (0xfc) gehört nicht in einen UTF-8-Text.")
    assert "UTF-8" in found.fix


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    """What Windows editors add is read over, and lines are counted right."""
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: \xc3\xbc\r\n")
    file = read_yaml(path)
    assert file.data == {"a": 1, "b": "ü"}
    assert file.find(("b",)).line == 2


def test_several_findings_are_counted() -> None:
    """The message of a file shows the first finding and says how many follow."""
    with pytest.raises(FileError) as caught:
        parse_yaml("a: 1\na: 2\n", "x.yaml")
    (one,) = caught.value.findings
    assert "Es gibt 2 weitere Probleme" in str(FileError([one, one, one]))
    assert "Es gibt 1 weiteres Problem;" in str(FileError([one, one]))


ANY = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)
NEARLY_YAML = st.text(alphabet="ab:{}[]'\"-#&*!|>% \n\t,?", max_size=40)


@settings(deadline=None)
@given(ANY | NEARLY_YAML)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in a file, the answer is data or one located message."""
    try:
        file = parse_yaml(text, "x.yaml")
    except FileError as error:
        assert error.fix
        assert all(f.line is None or 1 <= f.line <= len(text.splitlines()) + 1 for f in error.findings)
    else:
        assert isinstance(file.data, dict)
