"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from journeylab.errors import DataError
from journeylab.store.files import write_bytes_atomically, write_text_atomically


def test_text_is_written_as_utf8(tmp_path: Path) -> None:
    """Umlauts are written as UTF-8 and line ends as they are, on every system."""
    path = tmp_path / "Übung 1.yaml"
    write_text_atomically(path, "title: Rücken\n")
    assert path.read_bytes() == b"title: R\xc3\xbccken\n"
    write_bytes_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["Übung 1.yaml"]


@pytest.mark.parametrize("step", ["replace", "open"])
@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC])
def test_nothing_is_lost_when_writing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    """If the disk is full or the file is locked, the old content stays and no half-written file is left."""
    path = tmp_path / "karte.yaml"
    path.write_text("old", encoding="utf-8")

    def fail(*_arguments: object, **_more: object) -> None:
        raise OSError(number, "because")

    with monkeypatch.context() as patched, pytest.raises(DataError) as caught:
        patched.setattr(Path, step, fail)
        write_text_atomically(path, "new")
    why = {errno.EACCES: "Sie dürfen dort nicht schreiben oder lesen", errno.ENOSPC: "der Datenträger ist voll"}
    assert caught.value.problem == f"karte.yaml lässt sich nicht schreiben: {why[number]}."
    assert caught.value.fix
    assert path.read_text(encoding="utf-8") == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["karte.yaml"]


def test_a_write_protected_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody protected is not replaced, although its folder would allow it."""
    path = tmp_path / "karte.yaml"
    path.write_text("old", encoding="utf-8")
    # The administrator may write everything, so the protection is simulated.
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    with pytest.raises(DataError, match="nicht schreiben"):
        write_text_atomically(path, "new")
    assert path.read_text(encoding="utf-8") == "old"


def test_a_place_that_takes_no_file(tmp_path: Path) -> None:
    """A folder that is not there is not made silently, nor is one replaced, nor a file taken for one."""
    (tmp_path / "ordner").mkdir()
    (tmp_path / "datei").write_text("old", encoding="utf-8")
    for place in ("klasse/karte.yaml", "datei/karte.yaml", "ordner"):
        with pytest.raises(DataError, match="nicht schreiben"):
            write_text_atomically(tmp_path / place, "new")
    assert sorted(each.name for each in tmp_path.rglob("*")) == ["datei", "ordner"]
