// The map of the stage, and what moves over it.  It knows no time: it draws a step, and the dots between two.
const SVG = "http://www.w3.org/2000/svg";
const INK = "#222222", FORWARD = "#6E6E6E", BACK = "#882255", HERE = "#0B62C4";

const draw = (tag, attributes = {}, ...children) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
const make = (tag, attributes = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") made.className = value;
    else if (name in made) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
};

// Low moods point down, high ones up, so that the dots can be told apart without colour.
function dot(level, colours, size) {
  const style = { fill: colours[level], stroke: INK, "stroke-width": size > 7 ? 2 : 1.1 };
  if (level === 2) return draw("circle", { r: size, ...style });
  const way = level < 2 ? 1 : -1;
  const d = `M${-1.15 * size},${-0.8 * way * size}H${1.15 * size}L0,${1.2 * way * size}Z`;
  return draw("path", { d, "stroke-linejoin": "round", ...style });
}

const between = (a, b, p) => [a[0] + (b[0] - a[0]) * p, a[1] + (b[1] - a[1]) * p];
const along = (a, bend, b, p) => between(between(a, bend, p), between(bend, b, p), p);
const smooth = (p) => p * p * (3 - 2 * p);

// Return the picture as an element, and how to draw a step.
function makeScene(model, calm) {
  const texts = model.get("texts");
  const colours = model.get("colours");
  const marks = model.get("marks");
  const [left, top, width, height] = model.get("frame");
  const number = (value) => value.toLocaleString(model.get("lang"));
  const all = () => model.get("mode") === "all";
  const steps = () => model.get("story").steps;
  const people = () => model.get("people");
  const level = (mood) => Math.min(Math.floor(mood / 2), 4);

  const box = make("div", { class: "jl-map", tabIndex: 0, role: "group", "aria-label": texts.map });
  box.innerHTML = model.get("svg");
  const map = box.firstElementChild;
  const over = draw("svg", { "aria-hidden": "true", class: "jl-over", "font-family": map.getAttribute("font-family") });
  const ground = draw("g"), moving = draw("g");
  over.append(ground, moving);
  box.append(over);
  for (const name of ["width", "height"]) map.removeAttribute(name);
  const legend = make("p", { class: "jl-legend" });
  texts.legend.forEach((text, level) => {
    const sign = draw("svg", { viewBox: "-9 -9 18 18", width: 16, height: 16, "aria-hidden": "true" }, dot(level, colours, 6));
    legend.append(make("span", {}, sign, text));
  });
  for (const [text, stroke, dash] of [[texts.path, FORWARD, "none"], [texts.jump, BACK, "8 4"]]) {
    const line = draw("line", { x2: 26, y1: 5, y2: 5, stroke, "stroke-width": 3, "stroke-dasharray": dash });
    legend.append(make("span", {}, draw("svg", { width: 26, height: 10, "aria-hidden": "true" }, line), text));
  }

  let step = 1, from = 1, walker = null, dots = [], spots = [];
  const known = (codes, i) => {
    // A contact that the picture does not show: she is still seen at the one before.
    for (let k = i; k >= 0; k--) if (marks[codes[k]]) return marks[codes[k]];
    return marks[codes.find((code) => marks[code])] ?? [left + width / 2, top + height / 2];
  };

  const COLUMNS = 44, PITCH = 12, HEAD = 34;
  const exits = () => HEAD + PITCH * Math.ceil(people().length / COLUMNS) + 8;
  const halves = [left + 24, left + 24 + width / 2];
  // Where each dot is at a step: around its contact like the seeds of a sunflower, or in line at one of the ends.
  const places = (at) => {
    const crowd = new Map(), done = [0, 0];
    for (const person of people()) if (person.codes.length >= at) {
      const code = person.codes[at - 1];
      crowd.set(code, [...(crowd.get(code) ?? []), person]);
    }
    const found = people().map((person) => {
      if (person.codes.length < at) {
        const side = person.bought ? 0 : 1, i = done[side]++;
        return [halves[side] + PITCH * (i % COLUMNS), top + height + HEAD + PITCH * Math.floor(i / COLUMNS)];
      }
      const here = crowd.get(person.codes[at - 1]), i = here.indexOf(person);
      const [x, y] = known(person.codes, at - 1);
      const reach = Math.min(5.2, 60 / Math.sqrt(here.length)) * Math.sqrt(i + 0.5);
      return [x + reach * Math.cos(2.39996 * i), y + reach * Math.sin(2.39996 * i)];
    });
    return { found, crowd, done };
  };

  const write = (x, y, text, look = {}) => draw("text", { x, y, "font-size": 15, fill: INK, ...look }, text);

  // What stands still at this step.
  function show(present, before) {
    step = present;
    from = before;
    ground.replaceChildren();
    moving.replaceChildren();
    const high = height + (all() ? exits() : 0);
    for (const each of [map, over]) each.setAttribute("viewBox", `${left} ${top} ${width} ${high}`);
    box.style.aspectRatio = `${width} / ${high}`;
    if (all()) crowdScene();
    else trail();
  }

  function trail() {
    for (let i = 1; i < step; i++) {
      const { back, line } = steps()[i];
      if (!line) continue;
      const [begin, bend, end, ...head] = line;
      const d = `M${begin}Q${bend} ${end}`;
      const opacity = i >= step - 5 ? 1 : 0.35;
      const colour = back ? BACK : FORWARD;
      ground.append(
        draw("path", { d, fill: "none", stroke: "#FFFFFF", "stroke-width": 6, opacity: opacity * 0.7 }),
        draw("path", { d, fill: "none", stroke: colour, "stroke-width": 3, "stroke-dasharray": back ? "8 4" : "none", opacity }),
        draw("polygon", { points: head.join(" "), fill: colour, opacity }),
      );
    }
    const [x, y] = known(steps().map((each) => each.code), step - 1);
    const rings = [["#FFFFFF", 6], [HERE, 4]].map(([stroke, wide]) => draw("circle", { cx: x, cy: y, r: 19.5, stroke, "stroke-width": wide }));
    ground.append(draw("g", { fill: "none", class: "jl-here" }, ...rings));
    walker = draw("g", { class: "jl-dot" }, dot(level(steps()[step - 1].mood), colours, 9));
    moving.append(walker);
  }

  function crowdScene() {
    const now = places(step);
    spots = [places(from).found, now.found];
    ground.append(draw("rect", { x: left, y: top + height, width, height: exits(), fill: "#FFFFFF" }));
    texts.ended.forEach((text, side) => {
      ground.append(write(halves[side] - 8, top + height + 18, `${text}: ${number(now.done[side])}`, { "font-weight": 700 }));
    });
    dots = [];
    if (calm.matches) {
      // Nothing glides: numbers instead of dots.
      for (const [code, here] of now.crowd) {
        if (!marks[code]) continue;
        const [x, y] = marks[code], text = number(here.length), wide = 14 + 10 * text.length;
        ground.append(
          draw("rect", { x: x + 8, y: y - 29, width: wide, height: 22, rx: 11, fill: "#FFFFFF", stroke: INK, "stroke-width": 1.5 }),
          write(x + 8 + wide / 2, y - 13, text, { "font-weight": 700, "text-anchor": "middle", class: "jl-count" }),
        );
      }
      return;
    }
    dots = people().map((person) => {
      const i = Math.min(step, person.levels.length) - 1;
      const made = draw("g", { class: "jl-dot" }, dot(person.levels[i], colours, 5));
      moving.append(made);
      return made;
    });
  }

  // What moves: `p` from 0 to 1 between the step before and this one.
  function paint(p) {
    const at = (node, [x, y]) => node.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    if (all()) {
      dots.forEach((each, i) => at(each, between(spots[0][i], spots[1][i], p)));
      return;
    }
    const codes = steps().map((each) => each.code);
    const a = known(codes, from - 1), b = known(codes, step - 1);
    // Going back in the player runs the same line the other way.
    const line = steps()[Math.max(step, from) - 1].line;
    const [x, y] = line ? along(a, line[1], b, p) : between(a, b, p);
    // Standing, she leaves the number in the mark free.
    const aside = 16 * Math.abs(2 * p - 1);
    at(walker, [x - aside, y - aside]);
  }

  return { box, element: make("div", { class: "jl-scene" }, box, legend), show, paint };
}
