// SPDX-License-Identifier: Apache-2.0
// The learning curve as SVG, drawn anew for every width; point at it to read both costs.

const CURVES = [["train", "training"], ["validation", "validation"]];
const MARGIN = { top: 14, right: 92, bottom: 40, left: 44 };

function svg(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

// About `count` round numbers between low and high.
function ticks(low, high, count) {
  const raw = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= raw);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => (first + k) * step);
}

const short = (value) =>
  value >= 1e6 ? `${+(value / 1e6).toFixed(1)} M` : value >= 1e4 ? `${+(value / 1e3).toFixed(1)} k` : `${+value.toFixed(2)}`;

function drawLearning(data) {
  const box = find("#learning .chart");
  const { items, verb } = data.units;
  const axes = { seconds: "seconds of training", items: `${items} ${verb}` };
  let against = data.seconds.some((x) => x !== null) ? "seconds" : "items";
  const draw = () => box.replaceChildren(...chart(data, against, axes[against], Math.max(box.clientWidth, 280)));
  find("#learning .controls").append(
    choice("horizontal axis", [["seconds", "seconds"], ["items", items]], [against], (chosen) => {
      [against] = chosen;
      draw();
    }),
  );
  drawnToWidth(box, draw);
}

function chart(data, against, axis, width) {
  const height = Math.round(Math.min(360, 180 + width / 5));
  const xs = data[against];
  const costs = [...data.train, ...data.validation, data.baseline?.cost].filter((y) => y != null);
  if (!xs.length || !costs.length) return [element("p", {}, "No history was kept.")];
  const span = Math.max(...xs) || 1;
  const low = Math.min(...costs);
  const high = Math.max(...costs);
  const pad = 0.06 * (high - low || 1);
  const x = (value) => MARGIN.left + (value / span) * (width - MARGIN.left - MARGIN.right);
  const y = (value) => MARGIN.top + ((high + pad - value) / (high - low + 2 * pad)) * (height - MARGIN.top - MARGIN.bottom);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img",
    "aria-label": "Training and validation cost against " + axis });
  for (const value of ticks(low - pad, high + pad, 5)) {
    picture.append(svg("line", { class: "grid", x1: x(0), x2: x(span), y1: y(value), y2: y(value) }),
      svg("text", { class: "tick", x: MARGIN.left - 8, y: y(value) + 4, "text-anchor": "end" }, short(value)));
  }
  for (const value of ticks(0, span, Math.max(2, Math.round(width / 130)))) {
    picture.append(svg("text", { class: "tick", x: x(value), y: height - MARGIN.bottom + 18, "text-anchor": "middle" }, short(value)));
  }
  picture.append(svg("text", { class: "axis", x: x(span / 2), y: height - 4, "text-anchor": "middle" }, axis),
    svg("text", { class: "axis", x: MARGIN.left + 6, y: MARGIN.top }, data.units.cost));
  const labels = [];
  if (data.baseline) {
    const level = y(data.baseline.cost);
    picture.append(svg("line", { class: "baseline", x1: x(0), x2: x(span), y1: level, y2: level }));
    labels.push([level, data.baseline.name, "baseline"]);
  }
  for (const [key, label] of CURVES) {
    const points = xs.map((value, k) => [value, data[key][k]]).filter(([a, b]) => a != null && b != null);
    if (!points.length) continue;
    picture.append(svg("polyline", { class: `curve ${key}`, points: points.map(([a, b]) => `${x(a).toFixed(1)},${y(b).toFixed(1)}`).join(" ") }));
    if (points.length === 1) picture.append(svg("circle", { class: `dot ${key}`, cx: x(points[0][0]), cy: y(points[0][1]), r: 3 }));
    labels.push([y(points.at(-1)[1]), label, key]);
  }
  for (const [level, label, key] of apart(labels)) {
    picture.append(svg("text", { class: `label ${key}`, x: x(span) + 8, y: level + 4 }, label));
  }
  const cursor = svg("line", { class: "cursor", y1: MARGIN.top, y2: height - MARGIN.bottom, visibility: "hidden" });
  const said = element("p", { class: "note" }, "Point at the curve to read it.");
  picture.append(cursor);
  picture.addEventListener("pointermove", (event) => {
    const place = event.clientX - picture.getBoundingClientRect().left;
    const k = nearest(xs.map(x), place);
    cursor.setAttribute("x1", x(xs[k]));
    cursor.setAttribute("x2", x(xs[k]));
    cursor.setAttribute("visibility", "visible");
    said.textContent = `${short(data.seconds[k])} s, ${short(data.items[k])} ${data.units.items}: ` +
      CURVES.filter(([key]) => data[key][k] != null).map(([key, label]) => `${label} ${data[key][k].toFixed(3)}`).join(", ");
  });
  return [picture, said];
}

const nearest = (places, to) => places.reduce((best, place, k) => (Math.abs(place - to) < Math.abs(places[best] - to) ? k : best), 0);

// Labels at the right end, pushed down until none lies on another.
function apart(labels) {
  const sorted = labels.sort((a, b) => a[0] - b[0]);
  for (let k = 1; k < sorted.length; k++) sorted[k][0] = Math.max(sorted[k][0], sorted[k - 1][0] + 16);
  return sorted;
}

drawLearning(load("learning"));
