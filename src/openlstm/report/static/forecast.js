// SPDX-License-Identifier: Apache-2.0
// Errors by step, and forecasts beside what came: lines as SVG, drawn anew for every width.

const ROOM = { top: 14, right: 150, bottom: 40, left: 56 };

// Lines over 0 … n − 1 with a cursor; each line is { label, key, at(k) }, and band has low(k) and high(k).
function plot({ count, lines, band, breaks, say, tick, axis }, width) {
  const height = Math.round(Math.min(400, 200 + width / 5));
  const all = Array.from({ length: count }, (_, k) => k);
  const values = lines.flatMap((line) => all.map(line.at));
  if (band) values.push(...all.map(band.low), ...all.map(band.high));
  const known = values.filter(Number.isFinite);
  const low = Math.min(...known);
  const high = Math.max(...known);
  const pad = 0.06 * (high - low || 1);
  const x = (k) => ROOM.left + (k / Math.max(count - 1, 1)) * (width - ROOM.left - ROOM.right);
  const y = (value) => ROOM.top + ((high + pad - value) / (high - low + 2 * pad)) * (height - ROOM.top - ROOM.bottom);
  const picture = svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": axis });
  for (const value of ticks(low - pad, high + pad, 5)) {
    picture.append(svg("line", { class: "grid", x1: x(0), x2: x(count - 1), y1: y(value), y2: y(value) }),
      svg("text", { class: "tick", x: ROOM.left - 8, y: y(value) + 4, "text-anchor": "end" }, short(value)));
  }
  for (const k of ticks(0, count - 1, Math.max(2, Math.round(width / 220))).filter(Number.isInteger)) {
    picture.append(svg("text", { class: "tick", x: x(k), y: height - ROOM.bottom + 18, "text-anchor": "middle" }, tick(k)));
  }
  picture.append(svg("text", { class: "axis", x: x((count - 1) / 2), y: height - 4, "text-anchor": "middle" }, axis));
  if (band) {
    const edge = [...all.map((k) => [k, band.high(k)]), ...all.toReversed().map((k) => [k, band.low(k)])];
    picture.append(svg("polygon", { class: "band", points: edge.map(([k, v]) => `${x(k).toFixed(1)},${y(v).toFixed(1)}`).join(" ") }));
  }
  const labels = [];
  for (const { label, key, at } of lines) {
    for (const run of runs(all.filter((k) => Number.isFinite(at(k))), key === "lstm" ? breaks : [])) {
      picture.append(svg("polyline", { class: `curve ${key}`, points: run.map((k) => `${x(k).toFixed(1)},${y(at(k)).toFixed(1)}`).join(" ") }));
    }
    const last = all.findLast((k) => Number.isFinite(at(k)));
    if (last !== undefined) labels.push([y(at(last)), label, key]);
  }
  for (const [level, label, key] of apart(labels)) {
    picture.append(svg("text", { class: `label ${key}`, x: x(count - 1) + 8, y: level + 4 }, label));
  }
  const cursor = svg("line", { class: "cursor", y1: ROOM.top, y2: height - ROOM.bottom, visibility: "hidden" });
  const said = element("p", { class: "note" }, "Point at the lines to read them.");
  picture.append(cursor);
  picture.addEventListener("pointermove", (event) => {
    const k = nearest(all.map(x), event.clientX - picture.getBoundingClientRect().left);
    for (const end of ["x1", "x2"]) cursor.setAttribute(end, x(k));
    cursor.setAttribute("visibility", "visible");
    said.textContent = say(k);
  });
  return [picture, said];
}

// Pieces of a line: a new one at each break, where the next forecast begins.
function runs(places, breaks) {
  const begins = new Set(breaks);
  const pieces = [];
  for (const k of places) {
    if (!pieces.length || begins.has(k)) pieces.push([]);
    pieces.at(-1).push(k);
  }
  return pieces;
}

const exact = (value) => (Number.isFinite(value) ? `${+value.toPrecision(4)}` : "not known");

function drawSteps({ lines, metric }) {
  const box = find("#steps .chart");
  const count = lines[0].y.length;
  const shown = lines.map(({ name, key, y }) => ({ label: name, key, at: (k) => y[k] ?? NaN }));
  const say = (k) => `step ${k + 1}: ` + shown.map(({ label, at }) => `${label} ${exact(at(k))}`).join(", ");
  const draw = () => box.replaceChildren(...plot(
    { count, lines: shown, breaks: [], say, tick: (k) => k + 1, axis: `step of the horizon, ${metric}` }, Math.max(box.clientWidth, 320)));
  drawnToWidth(box, draw);
}

function drawForecasts({ groups }) {
  const box = find("#forecasts .chart");
  let chosen = 0;
  const draw = () => {
    const group = groups[chosen];
    const [actual, mean, low, high] = ["actual", "mean", "low", "high"].map((name) => unpack(group[name]).at);
    const lines = [{ label: "what came", key: "actual", at: actual }, { label: "LSTM", key: "lstm", at: mean }];
    const breaks = group.steps.flatMap((step, k) => (step === 1 ? [k] : []));
    const say = (k) => `${group.times[k]}, step ${group.steps[k]}: came ${exact(actual(k))}, forecast ${exact(mean(k))} ` +
      `(${group.band}: ${exact(low(k))} to ${exact(high(k))})`;
    box.replaceChildren(...plot(
      { count: group.times.length, lines, band: { low, high }, breaks, say, tick: (k) => group.times[k].slice(0, 10), axis: "time" },
      Math.max(box.clientWidth, 320)));
  };
  if (groups.length > 1) {
    find("#forecasts .controls").append(choice("series", groups.map(({ name }, k) => [String(k), name]), ["0"], (picked) => {
      chosen = Number([...picked][0]);
      draw();
    }));
  }
  drawnToWidth(box, draw);
}

drawSteps(load("steps"));
drawForecasts(load("forecasts"));
