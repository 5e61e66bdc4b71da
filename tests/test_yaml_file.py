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
    ("keys", "line", "field"),
    [
        ((), 2, ""),
        (("title",), 2, "title"),
        (("contacts", 0, "emotion"), 4, "contacts[suche].emotion"),
        (("contacts", 1, "emotion"), 6, "contacts[kasse].emotion"),
        (("contacts", 1), 5, "contacts[kasse]"),
        (("value", "price", 1), 7, "value.price[#2]"),
        # What is missing is placed where it belongs.
        (("contacts", 1, "label"), 5, "contacts[kasse]"),
        (("contacts", 1, "emotion", "high"), 6, "contacts[kasse].emotion"),
        (("contacts", 1, 0), 5, "contacts[kasse]"),
    ],
)
def test_every_field_has_a_place(keys: tuple[str | int, ...], line: int, field: str) -> None:
    """A path of keys leads to line and field, and entries of lists are called by their id."""
    assert parse_yaml(SHOP, "x.yaml").find(keys) == (line, field)


def test_the_own_key_counts_more_than_a_merged_one() -> None:
    """Where a key is merged in and also written, the place is the written one."""
    file = parse_yaml("base: &base {a: 1}\nown:\n  <<: *base\n  a: 2\n", "x.yaml")
    assert file.data["own"] == {"a": 2}
    assert file.find(("own", "a")) == (4, "own.a")


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\na: 2\n", 2, "„a“ steht zweimal"),
        ("a:\n\tb: 1\n", 2, "Tabulator"),
        ("a 1\nb: 2\n", 2, "Doppelpunkt"),
        ("a: b: c\n", 1, "Doppelpunkt"),
        ("a: 1\nb\nc: 2\n", 2, "ohne Doppelpunkt"),
        ("a: 1\nb\n", 2, "ohne Doppelpunkt"),
        ("a: 'x\nb: 1\n", 1, "Anführungszeichen"),
        ("a: 1\nb: [1, 2\nc: 3\n", 2, "Klammer"),
        ("a: {b: 1\n", 1, "Klammer"),
        ("a:\n  b: 1\n c: 2\n", 3, "als YAML"),
        ("- a\nb: 1\n", 2, "als YAML"),
        ("a: @x\n", 1, "Zeichen @"),
        ("a: *x\n", 1, "als YAML"),
        ("a: !x y\n", 1, "als YAML"),
        ('a: "C:\\qx"\n', 1, "als YAML"),
        ("a: 1\n---\nb: 2\n", 2, "zweites Dokument"),
        ("a: 1\nb: \x07\n", 2, "Steuerzeichen"),
        ("a: }\n", 1, "als YAML"),
        ("{a: 1}: 2\n", 1, "als YAML"),
        ("- 1\n", 1, "Schlüssel: Wert"),
        ("Laden\n", 1, "Schlüssel: Wert"),
        ("# nothing\n", 1, "Schlüssel: Wert"),
        ("", 1, "Schlüssel: Wert"),
        ("[" * 500, None, "lässt sich nicht lesen"),
    ],
)
def test_broken_yaml_names_the_line_and_what_to_look_at(text: str, line: int | None, says: str) -> None:
    """Each slip of the pen is called by its name, in the line where it happened."""
    found = finding(text)
    assert found[0] == line
    assert says in found[1]
    assert found[2]


def test_an_impossible_date_is_found() -> None:
    """What looks like a date and is none is found in its line."""
    set_language("en")
    assert finding("b: 1\na: [x, 2026-13-01]\n")[:2] == (
        2,
        "This looks like a date or a number, but there is none like it.",
    )


def test_messages_are_there_in_english() -> None:
    """The same slip is explained in English to those who read English."""
    set_language("en")
    with pytest.raises(FileError) as caught:
        parse_yaml("a: 1\na: 2\n", "shop.yaml")
    assert str(caught.value).startswith("shop.yaml, line 2: The key 'a' stands twice at the same place.\n-> Look at")


def test_a_repeated_anchor_is_allowed() -> None:
    """YAML allows an anchor to be used again; no warning disturbs the learner."""
    assert parse_yaml("a: &x 1\nb: &x 2\n", "x.yaml").data == {"a": 1, "b": 2}


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A wrong name is answered with the name of a file that is there, without the folders of this machine."""
    (tmp_path / "karte.yaml").write_text("a: 1\n", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        read_yaml(tmp_path / "kart.yaml")
    assert str(caught.value) == "kart.yaml: Diese Datei gibt es nicht.\n-> Meinten Sie „karte.yaml“?"
    with pytest.raises(FileError, match="Prüfen Sie den Ordner"):
        read_yaml(tmp_path / "missing" / "x.yaml")


def test_a_link_that_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is there although its file is not is no suggestion."""
    (tmp_path / "karte.yaml").write_text("a: 1\n", encoding="utf-8")

    def gone(path: Path) -> bytes:
        raise FileNotFoundError(path)

    # Links need rights that not everybody has on Windows.
    monkeypatch.setattr(Path, "read_bytes", gone)
    with pytest.raises(FileError, match="Prüfen Sie den Ordner"):
        read_yaml(tmp_path / "karte.yaml")


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
    assert file.find(("b",)) == (2, "b")


def test_several_findings_are_counted() -> None:
    """The message of a file shows the first finding and says how many follow."""
    with pytest.raises(FileError) as caught:
        parse_yaml("a: 1\na: 2\n", "x.yaml")
    (one,) = caught.value.findings
    set_language("en")
    assert "(Further problems: 2; " in str(FileError([one, one, one]))
    assert "Further" not in str(FileError([one]))


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
