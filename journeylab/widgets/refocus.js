// The kernel says where the keyboard goes on: a row that moved, the field of the next task.
function render({ model, el }) {
  el.hidden = true;
  const go = (message) => {
    const panel = el.closest(".jl-widget") ?? document;
    // What was just made visible takes the focus only after the page has been drawn, which may take a few frames.
    const attempt = (left) => {
      const found = panel.querySelector(`.${message.to}`);
      const control = found?.matches("button, input, select, textarea") ? found : found?.querySelector("button, input, select, textarea");
      control?.focus();
      if (left && (!control || document.activeElement !== control)) requestAnimationFrame(() => attempt(left - 1));
    };
    requestAnimationFrame(() => attempt(30));
  };
  model.on("msg:custom", go);
  return () => model.off("msg:custom", go);
}

export default { render };
