// A panel keeps its keys: JupyterLab would take arrow keys from sliders, lists and buttons to move between cells.
// It looks for this mark on the focused element itself, so every element gets it when it gets the focus.
const claim = (event) => {
  event.target.dataset.lmSuppressShortcuts = "true";
};

function render({ el }) {
  el.hidden = true;
  const attach = () => {
    const panel = el.closest(".jl-widget");
    panel?.addEventListener("focusin", claim);
    return Boolean(panel);
  };
  if (attach()) return;
  // Views of a box are attached one after the other.
  const waiting = setInterval(() => attach() && clearInterval(waiting), 50);
  return () => clearInterval(waiting);
}

export default { render };
