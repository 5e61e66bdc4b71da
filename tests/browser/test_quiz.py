"""Practising in a real browser: every kind of exercise by keys alone, readable in both themes on a small laptop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.exercises import file_of
from tools.lab import finish

pytestmark = pytest.mark.browser

# In English, so that names of buttons are those of the code.
CELL = """\
import journeylab as jl
from journeylab.practice import Quiz
jl.set_language("en")
Quiz("{file}", learner="flinker-fuchs-7")"""
KINDS = ("choice", "one", "matching", "ordering", "cloze", "short", "numeric", "map", "journey", "simulation")
# In the bicycle shop, for only tests have the tiny one.
_FAHRRAD = {
    "scenario: tiny": "scenario: fahrrad",
    "right: [korb, kasse]": "right: [warenkorb, kasse]",
    "ends: [kauf]": "ends: [bestellung]",
    "example: [suche, korb, suche, korb, kauf]": "example: [suche, warenkorb, suche, bestellung]",
}


def probe(folder: Path, *names: str) -> str:
    """Write one exercise of each of these kinds into a folder and return the name of the file."""
    text = file_of(*names)
    for ours, theirs in _FAHRRAD.items():
        text = text.replace(ours, theirs)
    (folder / f"{names[0]}.yaml").write_text(text, encoding="utf-8")
    return f"{names[0]}.yaml"


def pick(page: Any, listed: Any, label: str) -> None:
    """Choose from a list by arrow keys."""
    listed.focus()
    for _step in range(30):
        if listed.evaluate("list => list.selectedOptions[0].textContent").replace("\N{NO-BREAK SPACE}", " ") == label:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(label)


def settled(page: Any) -> None:
    """Wait until the kernel has taken everything in: what is typed faster than it follows is sent a turn later."""
    kernel = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"
    finish(page, f"{kernel}.requestKernelInfo().then(() => {kernel}.requestKernelInfo())")


def press(page: Any, button: Any) -> None:
    """Press a button by the keyboard when everything before it has arrived."""
    settled(page)
    button.press("Enter")
    settled(page)


def field(quiz: Any) -> Any:
    """Return where the answer is given."""
    return quiz.locator(".jl-place")


def answer_choice(page: Any, quiz: Any) -> None:
    """Tick the three right options."""
    for name in ("Bestellbestätigung", "Retoure", "Dankeskarte"):
        field(quiz).get_by_role("checkbox", name=name).press("Space")


def answer_one(page: Any, quiz: Any) -> None:
    """Go up from "no answer" to the right option."""
    field(quiz).get_by_role("radio", name="no answer").focus()
    for _step in range(3):
        if not field(quiz).get_by_role("radio", name="Attention").is_checked():
            page.keyboard.press("ArrowUp")


def answer_matching(page: Any, quiz: Any) -> None:
    """Choose every right side; each list is called after its left side."""
    for left, right in (("Suchanzeige", "vor dem Kauf"), ("Kasse", "Kauf"), ("Retoure", "nach dem Kauf")):
        pick(page, field(quiz).get_by_role("combobox", name=left), right)


def answer_ordering(page: Any, quiz: Any) -> None:
    """Move steps up until all stand in their order; the focus goes along with a step."""
    from playwright.sync_api import expect

    for place, step in enumerate(("suchen", "vergleichen", "bestellen", "erhalten", "empfehlen")):
        rows = field(quiz).locator(".jl-order-row")
        at = next(i for i in range(place, 5) if step in rows.nth(i).inner_text())
        if at > place:
            field(quiz).get_by_role("button", name=f"Move '{step}' up").focus()
        for target in range(at, place, -1):
            page.keyboard.press("Enter")
            expect(rows.nth(target - 1)).to_contain_text(f"{target}. {step}")
            expect(rows.nth(target - 1).locator("button:focus")).to_have_count(1)
            expect(field(quiz).get_by_role("status")).to_contain_text(f"place {target} of 5")
            if target - 1 > place:
                field(quiz).get_by_role("button", name=f"Move '{step}' up").focus()


def answer_cloze(page: Any, quiz: Any) -> None:
    """Write into one gap and choose for the other."""
    field(quiz).get_by_role("textbox", name="Gap 1 of 2").press_sequentially("Conversion-Rate")
    pick(page, field(quiz).get_by_role("combobox", name="Gap 2 of 2"), "Sitzungen")


def answer_short(page: Any, quiz: Any) -> None:
    """Write a word."""
    field(quiz).get_by_role("textbox", name="Answer").press_sequentially("Touchpoint")


def answer_numeric(page: Any, quiz: Any) -> None:
    """First a word, which is pointed out and not marked; then the number, computed from the prompt."""
    from playwright.sync_api import expect

    entry = field(quiz).get_by_role("textbox", name="Result")
    entry.press_sequentially("viel")
    expect(field(quiz).get_by_role("status")).to_contain_text("viel")
    press(page, quiz.get_by_role("button", name="Check", exact=True))
    expect(quiz.get_by_role("alert").first).to_contain_text("viel")
    expect(quiz.locator(".verdict")).to_have_count(0)
    numbers = [int(word) for word in quiz.locator(".prompt").inner_text().replace(",", "").split() if word.isdigit()]
    entry.press("ControlOrMeta+a")
    entry.press_sequentially(f"{numbers[1] / numbers[0] * 100:.2f} %")


def answer_map(page: Any, quiz: Any) -> None:
    """Add contacts from the list; they are ringed in the picture."""
    from playwright.sync_api import expect

    for name in ("warenkorb", "kasse"):
        listed = field(quiz).get_by_role("combobox", name="Contact")
        labels = (label.replace("\N{NO-BREAK SPACE}", " ") for label in listed.locator("option").all_text_contents())
        pick(page, listed, next(label for label in labels if label.startswith(NAMES[name])))
        press(page, field(quiz).get_by_role("button", name="Add"))
        expect(field(quiz).get_by_role("status")).to_contain_text(NAMES[name])
    expect(field(quiz).locator("svg circle[stroke-dasharray='7 3']")).to_have_count(2)


def answer_journey(page: Any, quiz: Any) -> None:
    """Add contact after contact, and take back one too many."""
    from playwright.sync_api import expect

    for count, name in enumerate(("suche", "warenkorb", "suche", "bestellung", "bestellung"), 1):
        listed = field(quiz).get_by_role("combobox", name="Contact")
        labels = (label.replace("\N{NO-BREAK SPACE}", " ") for label in listed.locator("option").all_text_contents())
        pick(page, listed, next(label for label in labels if label.startswith(NAMES[name])))
        press(page, field(quiz).get_by_role("button", name="Add"))
        expect(field(quiz).get_by_role("status").first).to_contain_text(f"{count} contact")
    press(page, field(quiz).get_by_role("button", name="Undo"))
    expect(field(quiz).get_by_role("status").first).to_contain_text("4 contacts")


def answer_simulation(page: Any, quiz: Any) -> None:
    """Run with a seed of one's own and read off the figure."""
    from playwright.sync_api import expect

    seed = field(quiz).get_by_label("Seed")
    seed.press("ControlOrMeta+a")
    seed.press_sequentially("11")
    seed.press("Tab")
    press(page, field(quiz).get_by_role("button", name="Run the simulation"))
    expect(field(quiz).get_by_role("status")).to_contain_text("seed 11", timeout=20_000)
    field(quiz).get_by_role("textbox", name="Wie hoch ist die Conversion-Rate?").press_sequentially("99")
    pick(page, field(quiz).get_by_role("combobox", name="Was geschieht"), "It falls.")


NAMES = {"warenkorb": "Basket", "kasse": "Checkout", "suche": "Search result", "bestellung": "Order"}


def test_every_kind_is_answered_by_keys(run: Callable[..., Any], room: Any, violations: Callable[..., Any]) -> None:
    """Somebody without a mouse answers all kinds; the verdict is announced, and nothing is cut off or unreadable."""
    from playwright.sync_api import expect

    page = run([CELL.format(file=probe(room.folder, *KINDS))])
    quiz = page.locator(".jl-quiz")
    heading = quiz.get_by_role("heading", level=3)
    for place, kind in enumerate(KINDS, 1):
        expect(heading).to_contain_text(f"Task {place} of {len(KINDS)}")
        if place > 1:
            expect(heading).to_be_focused()
        globals()[f"answer_{kind}"](page, quiz)
        press(page, quiz.get_by_role("button", name="Check", exact=True))
        wanted = "Partly right: 2 of 3" if kind == "simulation" else "Right"
        expect(quiz.locator(".jl-told[role], .verdict")).to_contain_text(wanted)
        assert too_wide(page) == []
        assert violations(page, ".jl-quiz") == []
        name = "Next" if place < len(KINDS) else "Sum up"
        press(page, quiz.get_by_role("button", name=name))
    expect(heading).to_have_text("Summary")
    expect(quiz.locator(".jl-summary")).to_contain_text("Starten Sie die Simulation")
    assert violations(page, ".jl-quiz") == []
    assert too_wide(page) == []
    assert all("127.0.0.1" in url or url.startswith(("data:", "blob:")) for url in page.asked), page.asked
    quiz.get_by_role("button", name="Only the wrong ones once more").press("Enter")
    expect(quiz.locator(".prompt")).to_contain_text("Starten Sie die Simulation")


def test_a_free_text_is_handed_in_and_assessed_by_keys(
    run: Callable[..., Any], room: Any, violations: Callable[..., Any]
) -> None:
    """Write, confirm, see the evidence, give points, say why they differ, then see the model answer; in the dark."""
    from playwright.sync_api import expect

    page = run([CELL.format(file=probe(room.folder, "free_text", "block", *KINDS))], theme="dark")
    quiz = page.locator(".jl-quiz")
    quiz.get_by_role("button", name="Hint 1 of 1").press("Enter")
    expect(quiz.locator(".jl-hints")).to_contain_text("Zeit bis zur Lieferung")
    entry = quiz.get_by_role("textbox", name="Your answer")
    entry.focus()
    entry.press_sequentially("Eine Sendungsverfolgung entlastet den Service, weil Fragen ausbleiben.")
    expect(quiz).to_contain_text("8 words")
    press(page, quiz.get_by_role("button", name="Hand in and compare"))
    expect(quiz.get_by_role("button", name="Hand in", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(quiz.locator(".own-answer mark.sure").first).to_have_text("Sendungsverfolgung", timeout=30_000)
    expect(entry).to_have_count(0)
    assert violations(page, ".jl-quiz") == []
    assert too_wide(page) == []
    lists = quiz.get_by_role("combobox", name="Self-assessment")
    pick(page, lists.nth(0), "0 of 2")
    pick(page, lists.nth(1), "2 of 4")
    press(page, quiz.get_by_role("button", name="Close the self-assessment"))
    reason = quiz.get_by_role("textbox", name="Reason")
    expect(reason).to_be_focused()
    assert violations(page, ".jl-quiz") == []
    page.keyboard.type("Nur eine ist genannt.")
    press(page, quiz.get_by_role("button", name="Close the self-assessment"))
    expect(quiz.get_by_text("Self-assessment: 2 of 6 points")).to_be_visible()
    expect(quiz.locator(".jl-solution")).to_contain_text("Model answer")
    assert violations(page, ".jl-quiz") == []
    assert too_wide(page) == []
    press(page, quiz.get_by_role("button", name="Next"))
    expect(quiz.locator(".jl-case")).to_contain_text("kleinen Laden")
    for _part in range(3):
        press(page, quiz.get_by_role("button", name="Next"))
    for _kind in KINDS:
        press(page, quiz.get_by_role("button", name="Solution"))
        expect(quiz.locator(".jl-solution")).to_be_visible()
        assert violations(page, ".jl-quiz") == []
        assert too_wide(page) == []
        press(page, quiz.get_by_role("button", name="Next").or_(quiz.get_by_role("button", name="Sum up")))


def too_wide(page: Any) -> list[str]:
    """Return every part of the quiz that leaves it at the right, or hides its own text; a picture may scroll."""
    found: list[str] = page.evaluate(
        """() => {
        const quiz = document.querySelector('.jl-quiz'), right = quiz.getBoundingClientRect().right + 1;
        const parts = [...quiz.querySelectorAll('button, label, select, textarea, input, h3, h4, li, p, td, mark')];
        const wide = e => e.clientWidth && e.scrollWidth > e.clientWidth + 1;
        const hides = e => wide(e) && !e.matches("select, input, mark");
        const scrolls = e => e.closest('.jl-picture, .scroll, .jl-unseen, svg');
        return parts.filter(e => e.offsetParent !== null && !scrolls(e) && !e.closest('.jl-named > label'))
            .filter(e => e.getBoundingClientRect().right > right || hides(e))
            .map(e => `${e.tagName}: ${e.textContent.slice(0, 60)}`);
    }"""
    )
    return found


def test_the_words_of_an_option_stand_beside_its_box(run: Callable[..., Any]) -> None:
    """Between a box and the words of its option there is hardly any room, and all boxes stand in a line."""
    page = run(["import journeylab as jl\njl.Quiz('tp-c-01')"])
    boxes = page.locator(".jl-choice input[type=checkbox]")
    boxes.first.wait_for()
    gaps = boxes.evaluate_all(
        """(all) => all.map((box) => {
          const words = document.createRange();
          words.selectNodeContents(box.nextElementSibling ?? box.parentElement);
          const place = box.getBoundingClientRect();
          return [words.getBoundingClientRect().left - place.right, place.left];
        })"""
    )
    assert len(gaps) == 6
    assert all(0 <= gap < 30 for gap, _left in gaps), gaps
    assert len({left for _gap, left in gaps}) == 1
