// One slider: label, range, value.  The browser draws the value at once; the kernel hears of it as fast as it answers.
function render({ model, el }) {
  // Every widget loads this file anew: a counter would give all sliders of a page the same id, and so the same name.
  const id = `jl-slider-${Math.random().toString(36).slice(2)}`;
  const label = document.createElement("label");
  const input = document.createElement("input");
  const value = document.createElement("output");
  const note = document.createElement("small");
  label.htmlFor = id;
  input.id = id;
  input.type = "range";
  value.htmlFor = id;
  note.id = `${id}-note`;
  input.setAttribute("aria-describedby", note.id);

  const say = () => {
    const unit = model.get("unit");
    const text = Number(input.value).toLocaleString(model.get("lang")) + (unit ? `\u00a0${unit}` : "");
    value.textContent = text;
    input.setAttribute("aria-valuetext", text);
  };
  const show = () => {
    label.textContent = model.get("label");
    note.textContent = model.get("note");
    input.min = model.get("low");
    input.max = model.get("high");
    input.step = model.get("step");
    // While somebody moves it, an answer that comes late must not pull it back.
    if (document.activeElement !== input || !input.dataset.moving) input.value = model.get("value");
    say();
  };

  let rest = 0;
  input.addEventListener("input", () => {
    input.dataset.moving = "1";
    clearTimeout(rest);
    rest = setTimeout(() => delete input.dataset.moving, 600);
    say();
    model.set("value", Number(input.value));
    model.save_changes();
  });
  for (const name of ["label", "low", "high", "step", "value", "unit", "note"]) model.on(`change:${name}`, show);
  show();
  el.append(label, input, value, note);
  return () => clearTimeout(rest);
}

export default { render };
