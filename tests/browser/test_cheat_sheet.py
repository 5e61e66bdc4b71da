"""The cheat sheet in a real browser: few pages of paper, and room on a phone."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from journeylab.i18n import set_language
from journeylab.store.catalogue import models, touchpoints
from journeylab.store.exam_facts import exam_facts
from journeylab.store.glossary import glossary
from journeylab.store.kpi_catalogue import kpis_catalogue
from journeylab.views.cheat_sheet import cheat_sheet

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_prints_on_four_pages_and_fits_a_phone(page: Any, tmp_path: Path, language: str) -> None:
    """Two sheets of paper, printed on both sides; on 390 px nothing runs over the edge."""
    set_language(language)
    place = tmp_path / "sheet.html"
    made = cheat_sheet(kpis_catalogue().values(), models(), glossary(), exam_facts(), touchpoints())
    place.write_text(made, encoding="utf-8")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(place.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    printed = page.pdf(prefer_css_page_size=True)
    assert 2 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 4
