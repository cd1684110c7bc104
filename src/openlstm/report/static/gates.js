// SPDX-License-Identifier: Apache-2.0
// Heat maps of gates and states: one row per unit, one column per character of a text or step of a sequence.

const NAMES = { i: "input gate", f: "forget gate", g: "candidate", o: "output gate", c: "cell state", h: "hidden state" };
const GUTTER = 52;

// A passage of a text, or a sequence, whose steps have numbers and no letters.
function opened({ text, steps, start = 0, layers }) {
  const characters = text === undefined ? Array.from({ length: steps }, (_, t) => `${t % 10}`) : Array.from(text);
  return {
    characters,
    lettered: text !== undefined,
    start,
    steps: characters.length,
    column: /[\u1100-\uffdc]/.test(text ?? "") ? 13 : text === undefined && steps < 60 ? 13 : 7, // wide scripts, wide columns
    layers: layers.map(({ name, backward = false, units, scales, fields }, k) => ({
      name: name ?? `layer ${k}`,
      backward,
      units,
      scales: unpack(scales),
      fields: Object.fromEntries(Object.entries(fields).map(([field, packed]) => [field, unpack(packed)])),
    })),
  };
}

function drawGates(data) {
  const parts = data.sequences ?? [data];
  let { characters, lettered, start, steps, column, layers } = opened(parts[0]);
  const box = find("#gates .maps");
  const readout = find("#gates .readout");
  let layer = layers.length - 1;
  let shown = new Set(["f", "c"]);
  let cursor = [Math.floor(steps / 2), 0];
  let maps = [];

  // The cell has one column more than the rest: the state before the first step, behind the last of a backward run.
  const behind = () => layers[layer].backward;
  const place = (name, t, row) => (name === "c" ? row * (steps + 1) + t + (behind() ? 0 : 1) : row * steps + t);
  const told = (name, t, row) => layers[layer].fields[name].text(place(name, t, row));

  function point(t, row) {
    const { units, scales } = layers[layer];
    cursor = [Math.min(Math.max(t, 0), steps - 1), Math.min(Math.max(row, 0), units.length - 1)];
    const [now, unit] = cursor;
    const value = (name) => element("span", { "data-field": name, class: shown.has(name) ? "shown" : "", title: NAMES[name] },
      element("i", {}, name), told(name, now, unit));
    readout.replaceChildren(
      element("p", { class: "where" }, ...(lettered ? [element("b", {}, visible(characters[now]))] : []), ` step ${start + now}, ${layers[layer].name}, unit ${units[unit]}, `,
        `time scale ${number(scales.at(unit), 1)} steps`),
      element("p", { class: "values" }, ...Object.keys(NAMES).map(value)),
      element("p", { class: "equation" }, "c = f·c′ + i·g", element("span", {},
        `${told("c", now, unit)} ≈ ${told("f", now, unit)} · ${told("c", now + (behind() ? 1 : -1), unit)} + ${told("i", now, unit)} · ${told("g", now, unit)}`)),
    );
    for (const map of maps) map.mark(now, unit);
  }

  function map(name) {
    const { units, fields } = layers[layer];
    const row = Math.min(Math.max(Math.round(280 / units.length), 1), 22);
    const canvas = element("canvas", { width: steps, height: units.length, "data-field": name });
    Object.assign(canvas.style, { width: `${steps * column}px`, height: `${units.length * row}px` });
    const [upright, level] = [element("i", { class: "upright" }), element("i", { class: "level" })];
    Object.assign(upright.style, { width: `${column}px` });
    Object.assign(level.style, { height: `${row}px` });
    canvas.addEventListener("pointermove", (event) => point(Math.floor(event.offsetX / column), Math.floor(event.offsetY / row)));
    canvas.addEventListener("pointerdown", (event) => point(Math.floor(event.offsetX / column), Math.floor(event.offsetY / row)));
    const paint = () => {
      const colours = table(name);
      const context = canvas.getContext("2d");
      const picture = context.createImageData(steps, units.length);
      for (let k = 0; k < units.length * steps; k++) {
        const value = fields[name].at(place(name, k % steps, Math.floor(k / steps)));
        picture.data.set([...colourOf(name, value, colours), 255], 4 * k);
      }
      context.putImageData(picture, 0, 0);
    };
    const scale = element("span", { class: "legend" });
    const paintLegend = () => {
      const [low, high] = LIMITS[name].map((limit) => number(limit, 0));
      const beyond = name === "c";
      scale.replaceChildren(...legend(beyond ? `≤ ${low}` : low, `linear-gradient(to right, ${ramp(name).join()})`, beyond ? `≥ ${high}` : high));
    };
    return {
      figure: element("figure", {}, element("figcaption", {}, element("b", {}, name), ` ${NAMES[name]} `, scale),
        element("div", { class: "body" }, gutter(row), element("div", { class: "canvas" }, canvas, upright, level))),
      paint: () => (paint(), paintLegend()),
      mark: (t, r) => {
        upright.style.left = `${t * column}px`;
        level.style.top = `${r * row}px`;
      },
    };
  }

  // Time scales along the units, at round numbers and never closer than two lines of type.
  function gutter(row) {
    const { units, scales } = layers[layer];
    const made = element("div", { class: "gutter" });
    let free = -Infinity;
    for (const scale of [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]) {
      const unit = units.findIndex((_, k) => scales.at(k) >= scale);
      if (unit < 0 || unit * row < free) continue;
      const tick = element("span", {}, `${scale} –`);
      tick.style.top = `${Math.max(unit * row, 6)}px`;
      made.append(tick);
      free = unit * row + 18;
    }
    return made;
  }

  function build() {
    const letters = characters.map((character) => element("span", {}, /[ \u3000]/.test(character) ? "\u00a0" : visible(character)));
    const line = element("div", { class: "letters" }, ...letters);
    line.style.setProperty("--column", `${column}px`);
    maps = Object.keys(NAMES).filter((name) => shown.has(name)).map(map);
    maps.push({ paint() {}, mark: (t) => letters.forEach((letter, k) => letter.classList.toggle("current", k === t)) });
    box.replaceChildren(line, ...maps.flatMap(({ figure }) => figure ?? []));
    maps.forEach(({ paint }) => paint());
    point(...cursor);
  }

  if (parts.length > 1) {
    find("#gates .controls").append(choice("sequence", parts.map(({ name }, k) => [k, name]), [0], (chosen) => {
      ({ characters, lettered, start, steps, column, layers } = opened(parts[[...chosen][0]]));
      build();
    }));
  }
  find("#gates .controls").append(
    choice("layer", layers.map(({ name }, k) => [k, name]), [layer], (chosen) => { [layer] = chosen; build(); }),
    choice("values", Object.entries(NAMES).map(([name, title]) => [name, name, title]), shown, (chosen) => { shown = chosen; build(); }, true),
  );
  box.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!move) return;
    event.preventDefault();
    point(cursor[0] + move[0], cursor[1] + move[1]);
  });
  redraws.push(() => maps.forEach(({ paint }) => paint()));
  cursor[1] = Math.floor(0.75 * layers[layer].units.length);
  build();
}

drawGates(load("gates"));
