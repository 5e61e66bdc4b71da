"""The gallery is one page that asks for nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools import gallery


def test_one_page_with_four_views_and_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each picture is held once and shown four times, its table is folded; nothing is loaded."""
    monkeypatch.setattr(gallery, "SCENARIOS", ("kaffee",))
    monkeypatch.setattr(gallery, "PICTURES", {"kpi_tiles": gallery.PICTURES["kpi_tiles"]})
    assert gallery.main([str(tmp_path), "--lang", "en", "--customers", "50"]) == 0
    page = (tmp_path / "gallery.en.html").read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert page.count("data:image/svg+xml;base64,") == 1
    assert page.count('class="p0-kaffee"') == 4
    assert page.count("<details>") == page.count("<table") == 1
    targets = [a or b for a, b in re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)', page)]
    assert len(targets) == 3
    assert all(target.startswith(("#", "data:")) for target in targets)
    assert "http" not in page
