// The stage: the map, what moves over it, and the controls.  All of it runs here; the kernel hears of each step.
const PACE = { slow: 1600, normal: 900, fast: 350 }; // milliseconds a step
const GLIDE = 0.7; // share of a step in which the dots move
const QUIET = 2000; // milliseconds between two announcements while it plays
let count = 0;

function render({ model, el }) {
  const texts = model.get("texts");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const number = (value, digits = 0) =>
    value.toLocaleString(model.get("lang"), { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const undo = [];
  const listen = (target, name, act) => {
    target.addEventListener(name, act);
    undo.push(() => target.removeEventListener(name, act));
  };
  const hear = (name, act) => {
    model.on(`change:${name}`, act);
    undo.push(() => model.off(`change:${name}`, act));
  };
  const tell = (name, value) => {
    if (model.get(name) === value) return;
    model.set(name, value);
    model.save_changes();
  };

  // ---- controls
  const button = (name, sign, act) => {
    const made = make("button", { type: "button", class: "jl-key" }, make("span", { "aria-hidden": "true" }, sign), name);
    listen(made, "click", act);
    return made;
  };
  const named = (label, control) => {
    control.id = `jl-stage-${++count}`;
    return make("span", { class: "jl-together" }, make("label", { htmlFor: control.id }, label), control);
  };
  const choice = (label, name, options) => {
    const list = make("select", {}, ...Object.entries(options).map(([value, text]) => make("option", { value }, text)));
    listen(list, "change", () => tell(name, list.value));
    return [named(label, list), list];
  };
  const field = (label, name) => {
    const input = make("input", { type: "text", inputMode: "numeric", autocomplete: "off", size: 6 });
    const take = () => tell(name, input.value.trim());
    listen(input, "change", take);
    // In a notebook Enter does not lead to a change by itself.
    listen(input, "keydown", (event) => event.key === "Enter" && take());
    return [named(label, input), input];
  };
  const go = (by) => {
    tell("playing", false);
    move(step + by);
  };
  const turn = (by) => {
    const count = model.get("people").length;
    tell("customer", String((model.get("story").customer + by + count) % count));
  };
  const start = button(texts.start, "|◀", () => go(-Infinity));
  const back = button(texts.back, "◀", () => go(-1));
  const play = button(texts.play, "▶", () => toggle());
  const forward = button(texts.forward, "▶", () => go(1));
  const end = button(texts.end, "▶|", () => go(Infinity));
  play.classList.add("jl-play");
  const screen = button(texts.screen, "□", () => (document.fullscreenElement ? document.exitFullscreen() : el.requestFullscreen()));
  const [speedLabel, speed] = choice(texts.speed, "speed", texts.speeds);
  const [modeLabel, mode] = choice(texts.mode, "mode", texts.modes);
  const [customerLabel, customer] = field(texts.customer, "customer");
  const [seedLabel, seed] = field(texts.seed, "seed");
  const previous = button("", "◀", () => turn(-1));
  const next = button("", "▶", () => turn(1));
  previous.setAttribute("aria-label", texts.previous);
  next.setAttribute("aria-label", texts.next);
  const one = make("span", { class: "jl-together" }, customerLabel, previous, next);
  const keys = make("span", { class: "jl-together" }, start, back, play, forward, end, screen);

  // ---- what is told: the sentence is seen at once, but announced no more often than one can listen
  const who = make("p", { class: "jl-who" });
  const sentence = make("p", { class: "jl-sentence" });
  const live = make("p", { class: "jl-unseen", "aria-live": "polite" });
  let announced = 0;
  const announce = (text, now) => {
    if (model.get("playing") && now - announced < QUIET) return;
    announced = now;
    live.textContent = text;
  };
  const meter = (name, high) => {
    const fill = make("span");
    const value = make("span", { class: "jl-value", "aria-hidden": "true" });
    const bar = make("span", { role: "meter", class: "jl-bar", "aria-label": name, "aria-valuemin": 0, "aria-valuemax": high }, fill);
    const whole = make("span", { class: "jl-meter" }, make("span", { "aria-hidden": "true" }, name), bar, value);
    const show = (level, digits, of) => {
      fill.style.width = `${(100 * level) / high}%`;
      value.textContent = number(level, digits);
      bar.setAttribute("aria-valuenow", level);
      bar.setAttribute("aria-valuetext", of.replace("{value}", number(level, digits)));
    };
    return { whole, value, show };
  };
  const mood = meter(texts.mood, 10);
  const attention = meter(texts.attention, 100);
  const curve = draw("svg", { viewBox: "0 0 200 36", class: "jl-curve", "aria-hidden": "true" });
  const meters = make("div", { class: "jl-meters" }, mood.whole, attention.whole, make("span", { class: "jl-meter" }, texts.curve, curve));
  const bar = make("div", { class: "jl-player", role: "group", "aria-label": texts.controls });
  bar.append(make("div", {}, keys, modeLabel, speedLabel, one, seedLabel), who, sentence, live, meters);

  // ---- the map and the words
  const scene = makeScene(model, calm);
  const list = make("ol", { class: "jl-words" });
  const inWords = make("details", {}, make("summary", {}, texts.words), list);
  el.append(bar, scene.element, make("p", { class: "jl-hint" }, texts.hint), inWords);

  // ---- where everybody is
  let step = 1, from = 1, since = 0, timer = 0;
  const all = () => model.get("mode") === "all";
  const steps = () => model.get("story").steps;
  const last = () => (all() ? model.get("tour").length : steps().length);

  function words(now) {
    meters.hidden = one.hidden = who.hidden = inWords.hidden = all();
    const text = all() ? model.get("tour")[step - 1] : steps()[step - 1].told;
    sentence.textContent = text;
    announce(text, now);
    for (const [each, off] of [[start, step <= 1], [back, step <= 1], [forward, step >= last()], [end, step >= last()]]) {
      // Not `disabled`: that would take the focus away from whoever steps by keys.
      each.setAttribute("aria-disabled", String(off));
    }
    if (all()) return;
    const here = steps()[step - 1];
    mood.show(here.mood, 1, texts.of_mood);
    attention.whole.hidden = here.attention === null;
    if (here.attention !== null) {
      attention.show(here.attention, 0, texts.of_attention);
      attention.value.textContent = texts.percent.replace("{value}", number(here.attention));
    }
    const height = (value) => 33 - 3 * value;
    const wide = 190 / Math.max(step, 10);
    const points = [model.get("story").start, ...steps().slice(0, step).map((each) => each.mood)].map((value, i) => [5 + i * wide, height(value)]);
    const [x, y] = points.at(-1);
    curve.replaceChildren(
      draw("line", { x1: 0, x2: 200, y1: height(5), y2: height(5), class: "jl-middle" }),
      draw("polyline", { points: points.join(" "), fill: "none", stroke: "currentColor", "stroke-width": 2 }),
      draw("circle", { cx: x, cy: y, r: 3.5, fill: "currentColor" }),
    );
    [...list.children].forEach((item, i) => {
      if (i === step - 1) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
  }

  // ---- time
  const pace = () => PACE[model.get("speed")] ?? PACE.normal;
  function move(to) {
    const goal = Math.min(Math.max(to, 1), last());
    from = Math.abs(goal - step) === 1 && !calm.matches ? step : goal;
    step = goal;
    since = performance.now();
    scene.show(step, from);
    scene.paint(from === step ? 1 : 0);
    words(since);
    tell("step", step);
    run();
  }
  function run() {
    cancelAnimationFrame(timer);
    timer = requestAnimationFrame(frame);
  }
  function frame(now) {
    const passed = Math.max(now - since, 0);
    const p = from === step ? 1 : Math.min(passed / (GLIDE * pace()), 1);
    scene.paint(smooth(p));
    const playing = model.get("playing");
    if (playing && passed >= pace()) {
      if (step < last()) return move(step + 1);
      tell("playing", false);
      return;
    }
    if (playing || p < 1) timer = requestAnimationFrame(frame);
  }
  function toggle() {
    if (!model.get("playing") && step >= last()) move(1);
    since = performance.now();
    tell("playing", !model.get("playing"));
  }

  // ---- what the kernel says
  const settle = () => {
    step = from = Math.min(Math.max(model.get("step"), 1), last());
    scene.show(step, from);
    words(performance.now());
    scene.paint(1);
  };
  const showPlay = () => {
    play.setAttribute("aria-pressed", String(model.get("playing")));
    play.firstElementChild.textContent = model.get("playing") ? "❚❚" : "▶";
    if (model.get("playing")) {
      since = performance.now();
      run();
    }
  };
  const showStory = () => {
    who.textContent = model.get("story").who;
    list.replaceChildren(...steps().map((each) => make("li", {}, each.told)));
    if (!all()) settle();
  };
  const showCrowd = () => all() && settle();
  const showFields = () => {
    mode.value = model.get("mode");
    speed.value = model.get("speed");
    // What somebody is typing stays.
    for (const [name, input] of [["customer", customer], ["seed", seed]]) {
      if (document.activeElement !== input) input.value = model.get(name);
    }
  };
  const showMode = () => {
    showFields();
    // The kernel answers with the first step; until then nobody waits for it.
    model.set("step", 1);
    settle();
  };
  hear("story", showStory);
  hear("people", showCrowd);
  hear("tour", showCrowd);
  hear("playing", showPlay);
  hear("mode", showMode);
  for (const name of ["speed", "seed", "customer"]) hear(name, showFields);
  hear("step", () => model.get("step") !== step && settle());
  listen(calm, "change", settle);
  const shortcuts = { ArrowRight: () => go(1), ArrowLeft: () => go(-1), " ": toggle, Home: () => go(-Infinity), End: () => go(Infinity) };
  listen(scene.box, "keydown", (event) => {
    const act = shortcuts[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });

  showFields();
  showStory();
  showCrowd();
  showPlay();
  return () => {
    cancelAnimationFrame(timer);
    for (const act of undo) act();
  };
}

export default { render };
