// A heading that can be given the focus, so that a screen reader reads where one has come to; Tab passes it over.
function render({ model, el }) {
  const heading = document.createElement("h3");
  const show = () => {
    heading.textContent = model.get("text");
  };
  const focus = (message) => {
    if (message.do === "focus") heading.focus();
  };
  heading.tabIndex = -1;
  model.on("change:text", show);
  model.on("msg:custom", focus);
  show();
  el.append(heading);
  return () => {
    model.off("change:text", show);
    model.off("msg:custom", focus);
  };
}

export default { render };
