// Counts down in the browser, so that no kernel has to be asked every second; says when the time is over.
function render({ model, el }) {
  const shown = document.createElement("span");
  const spoken = document.createElement("span");
  el.classList.add("jl-clock");
  shown.setAttribute("aria-hidden", "true");
  spoken.setAttribute("role", "status");
  spoken.className = "jl-for-ears";
  el.append(shown, spoken);
  // The kernel's clock counts; the browser's may be wrong by hours.
  let end = 0;
  const start = () => {
    end = performance.now() + 1000 * model.get("seconds");
  };
  let said = null;
  const draw = () => {
    const left = model.get("running") ? Math.max(0, (end - performance.now()) / 1000) : model.get("seconds");
    const whole = Math.ceil(left);
    const minutes = Math.floor(whole / 60);
    shown.textContent = `${minutes}:${String(whole % 60).padStart(2, "0")}`;
    el.classList.toggle("jl-late", model.get("running") && left < 300);
    // A screen reader hears of it at quarters of an hour and in the last minutes, not every second.
    const minute = Math.ceil(left / 60);
    if (model.get("running") && minute !== said && (minute % 15 === 0 || minute === 5 || minute === 1)) {
      said = minute;
      spoken.textContent = model.get("words").replace("{minutes}", minute);
    }
    if (model.get("running") && left <= 0) {
      model.send({ over: true });
    }
  };
  start();
  draw();
  const ticking = setInterval(draw, 500);
  const again = () => {
    start();
    draw();
  };
  model.on("change:seconds change:running", again);
  return () => {
    clearInterval(ticking);
    model.off("change:seconds change:running", again);
  };
}

export default { render };
