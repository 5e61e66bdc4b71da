// Takes the keys of a panel and hands them to the kernel, except where somebody writes or chooses.
function render({ model, el }) {
  const place = document.createElement("div");
  place.className = "jl-keyboard";
  place.tabIndex = 0;
  place.setAttribute("role", "application");
  const label = () => {
    place.setAttribute("aria-label", model.get("label"));
    place.textContent = model.get("label");
  };
  label();
  const known = new Set(model.get("known"));
  const pressed = (event) => {
    const inside = event.target;
    if (event.key === "Escape" && inside.matches("textarea, input, select")) {
      // What was typed is sent when the field loses the focus.
      event.preventDefault();
      event.stopPropagation();
      place.focus();
      return;
    }
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (inside.matches("textarea, input, select, button, summary")) return;
    if (!known.has(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    model.send({ key: event.key });
  };
  let panel = null;
  const attach = () => {
    panel = el.closest(".jl-widget");
    // On the way down: a field to write in lets no key come up again.
    panel?.addEventListener("keydown", pressed, true);
    return Boolean(panel);
  };
  const waiting = attach() ? null : setInterval(() => attach() && clearInterval(waiting), 50);
  const focus = (message) => {
    if (message.do === "focus") place.focus();
  };
  model.on("change:label", label);
  model.on("msg:custom", focus);
  el.append(place);
  return () => {
    clearInterval(waiting);
    panel?.removeEventListener("keydown", pressed, true);
    model.off("change:label", label);
    model.off("msg:custom", focus);
  };
}

export default { render };
