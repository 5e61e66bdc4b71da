"""From key press to picture: the Simulator against the same map redrawn with matplotlib, in one browser and kernel.

    python -m benchmarks.simulator_latency

Needs Chromium.  Both simulate the same 5 000 customers at every press; the
Simulator also computes its figures and its sentence.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import sync_playwright

from tools.lab import FLAGS, chromium, room_in, run_all

PRESSES = 25
LEVER = "gastkauf"
CELLS = (
    f"import sys; sys.path.insert(0, {str(Path(__file__).resolve().parent.parent)!r})\n"
    "import ipywidgets, journeylab as jl\n"
    "from journeylab.widgets.simulator import Simulator\n"
    "from benchmarks.matplotlib_map import widget\n"
    f"ipywidgets.VBox([Simulator(jl.scenario('fahrrad')), widget(jl.scenario('fahrrad'), {LEVER!r})])",
)
# Time from keydown to the frame after the last change outside the sliders; half a second
# without a change after the picture's is the end.
_ARM = """(selector) => { window.took = new Promise(resolve => {
    const root = document.querySelector(selector);
    let begin = null, last = null, rest = 0, drawn = false;
    const frame = () => requestAnimationFrame(() => requestAnimationFrame(() => { last = performance.now(); }));
    const watch = new MutationObserver(async records => {
        records = records.filter(r => !(r.target.closest ?? (() => null)).call(r.target, '.jl-slider'));
        if (begin === null || !records.length) return;
        drawn ||= records.some(r => r.target.tagName === 'IMG' || r.target.closest?.('.jl-board'));
        if (!drawn) return;
        clearTimeout(rest);
        for (const { target } of records) if (target.tagName === 'IMG') await target.decode().catch(() => {});
        frame();
        rest = setTimeout(() => { watch.disconnect(); resolve(last - begin); }, 500);
    });
    watch.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener('keydown', () => { begin = performance.now(); }, { once: true, capture: true });
}); }"""
_LIMIT = "() => Promise.race([window.took, new Promise((_, no) => setTimeout(no, 20000, 'no picture came'))])"


def measure() -> dict[str, float]:
    """Return the median milliseconds of both, presses interleaved, and their ratio."""
    found: dict[str, list[float]] = {"simulator": [], "matplotlib": []}
    with TemporaryDirectory() as home, room_in(Path(home)) as room, sync_playwright() as playwright:
        # High enough for both: nothing is spared because it lies below the edge of the screen.
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1024, "height": 3000})
        run_all(page, room, room.write("simulator.ipynb", CELLS))
        simulator = page.locator(".jl-levers input[type=range]").first
        peer = page.get_by_role("slider", name="matplotlib")
        rivals = (("simulator", simulator, ".jl-widget:has(.jl-levers)"), ("matplotlib", peer, ".peer-map"))
        for i in range(-2, PRESSES):
            # Up to 95 % and back: at the end of a slider nothing would change.
            key = "ArrowRight" if i < 17 else "ArrowLeft"
            # Who comes first warms what is kept for both: they take turns.
            for name, slider, root in rivals[:: 1 if i % 2 else -1]:
                took = _press(page, slider, root, key if i >= 0 else "ArrowRight")
                if i >= 0:
                    found[name].append(took)
        browser.close()
    medians = {name: median(times) for name, times in found.items()}
    return {**medians, "ratio": medians["simulator"] / medians["matplotlib"]}


def _press(page: Any, slider: Any, root: str, key: str) -> float:
    slider.focus()
    page.wait_for_timeout(100)
    page.evaluate(_ARM, root)
    page.keyboard.press(key)
    return float(page.evaluate(_LIMIT))


def main() -> None:
    """Measure and print."""
    found = measure()
    print(
        f"Simulator : matplotlib, key to picture {found['ratio']:6.2f}   "
        f"({found['simulator']:.0f} : {found['matplotlib']:.0f} ms; asked: at most 0.5)"
    )


if __name__ == "__main__":
    main()
