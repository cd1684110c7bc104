// SPDX-License-Identifier: Apache-2.0
/** Heat maps of all gates and states, units down, time across, on canvas; one cursor over all. */

import type { App } from "../app";
import type { Field, Sample } from "../data";
import { fixed, short } from "../core/format";
import { FIELDS, type Trace } from "../core/model";
import { realStep } from "../core/shown";
import { mean } from "../core/statistics";
import { css, isGate, limitOf, rgb } from "../ui/colour";
import { el, onWidth, renew, set } from "../ui/dom";
import { math } from "../ui/math";

export interface Maps {
  element: HTMLElement;
  draw(trace: Trace, order: readonly number[]): void;
  /** Without a place all units are looked at: means stand beside the maps, no row is framed. */
  cursor(order: readonly number[], place: number | null, step: number): void;
  destroy(): void;
}

interface OneMap {
  field: Field;
  canvas: HTMLCanvasElement;
  image: HTMLCanvasElement;
  value: HTMLElement;
  element: HTMLElement;
}

const MOST_ROWS = 190;
const ROW = 9; // pixels a unit, where there is room

export function maps(app: App, sample: Sample, base: Trace, pick: (place: number, step: number) => void): Maps {
  const { t } = app;
  const { whole } = app.explore;
  const larger = whole ? 2 : 1;
  const height = larger * Math.max(56, Math.min(base.width * ROW, MOST_ROWS));
  const limits = Object.fromEntries(FIELDS.map((field) => [field, limitOf(field, base.values[field])])) as Record<
    Field,
    number
  >;
  const readout = el("p", { class: "readout map-readout" }, "\u00a0");
  const said = el("p", { class: "note" });
  let trace = base;
  let order: readonly number[] = [];
  let at: { place: number | null; step: number } = { place: 0, step: 0 };
  let width = 0;
  const all: OneMap[] = FIELDS.map((field) => {
    const canvas = el("canvas", { tabindex: 0, role: "img" });
    const value = el("b", { class: "n", "data-key": `map-${field}` });
    const element = el(
      "figure",
      { class: "map", "data-field": field },
      el(
        "figcaption",
        { title: t.field[field] },
        math(field),
        el("span", { class: "map-name" }, t.field[field]),
        whole && el("span", { class: "note" }, t.explore.mean),
        value,
        colourScale(app, field, limits[field]),
      ),
      canvas,
    );
    const one = { field, canvas, image: document.createElement("canvas"), value, element };
    listen(one);
    return one;
  });
  const grid = el("div", { class: whole ? "maps whole" : "maps" }, ...all.map(({ element }) => element));
  const element = el(
    "div",
    {},
    el("h3", {}, t.explore.maps),
    el("p", { class: "note" }, t.explore.mapHint(base.width, base.steps)),
    grid,
    readout,
    said,
  );

  function paint(one: OneMap): void {
    const values = trace.values[one.field];
    const units = values.length / trace.steps;
    const rows = Math.min(order.length, height);
    const columns = Math.min(trace.steps, Math.max(width, 1));
    one.image.width = columns;
    one.image.height = rows;
    const context = one.image.getContext("2d")!;
    const pixels = context.createImageData(columns, rows);
    for (let r = 0; r < rows; r++) {
      const unit = order[Math.floor((r * order.length) / rows)];
      for (let x = 0; x < columns; x++) {
        const step = Math.floor((x * trace.steps) / columns);
        const value = unit < units ? values[step * units + unit] : NaN;
        pixels.data.set([...rgb(one.field, value, limits[one.field], app.theme), 255], 4 * (r * columns + x));
      }
    }
    context.putImageData(pixels, 0, 0);
  }

  /** The image, and over it the column of the step and the row of the unit. */
  function overlay(one: OneMap): void {
    if (!width) return;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    one.canvas.width = width * ratio;
    one.canvas.height = height * ratio;
    one.canvas.style.height = `${height}px`;
    const context = one.canvas.getContext("2d")!;
    context.scale(ratio, ratio);
    context.imageSmoothingEnabled = false;
    context.drawImage(one.image, 0, 0, width, height);
    const [cw, rh] = [width / trace.steps, height / order.length];
    const row = at.place === null ? -1 : order.indexOf(at.place);
    const frame = (x: number, y: number, w: number, h: number) => {
      context.strokeStyle = "#fff";
      context.lineWidth = 3;
      context.strokeRect(x, y, w, h);
      context.strokeStyle = "#111";
      context.lineWidth = 1;
      context.strokeRect(x, y, w, h);
    };
    frame(at.step * cw + 0.5, 0.5, Math.max(cw - 1, 1), height - 1);
    if (row >= 0) frame(0.5, row * rh + 0.5, width - 1, Math.max(rh - 1, 1));
    const values = trace.values[one.field];
    const units = values.length / trace.steps;
    const now = values.subarray(at.step * units, (at.step + 1) * units);
    one.value.textContent = short(at.place === null ? mean(now) : (now[at.place] ?? NaN));
    const whose = at.place === null ? t.explore.mean : t.explore.unitName(trace.units[at.place]);
    set(one.canvas, {
      "aria-label": `${t.field[one.field]}: ${t.explore.mapHint(trace.width, trace.steps)}. ${whose}, ${t.explore.predictionAt(realStep(sample, at.step))}: ${one.value.textContent}`,
    });
  }

  function spot(one: OneMap, event: PointerEvent) {
    const box = one.canvas.getBoundingClientRect();
    const clamp = (share: number, count: number) => Math.min(Math.max(Math.floor(share * count), 0), count - 1);
    return {
      step: clamp((event.clientX - box.left) / box.width, trace.steps),
      place: order[clamp((event.clientY - box.top) / box.height, order.length)],
    };
  }
  function listen(one: OneMap): void {
    one.canvas.addEventListener("pointerdown", (event) => {
      const { place, step } = spot(one, event);
      one.canvas.focus({ preventScroll: true });
      pick(place, step);
    });
    one.canvas.addEventListener("pointermove", (event) => {
      const { place, step } = spot(one, event);
      if (event.buttons & 1) pick(place, step);
      const values = trace.values[one.field];
      const value = values[step * (values.length / trace.steps) + place];
      renew(
        readout,
        t.explore.readout(t.field[one.field], trace.units[place], realStep(sample, step), tokenOf(sample, step)),
        t.colon,
        el("b", { class: "n" }, fixed(value, 3)),
      );
    });
    one.canvas.addEventListener("pointerleave", () => renew(readout, "\u00a0"));
  }

  function thinning(): string {
    return [
      trace.width > height && t.explore.thinDraw(trace.width, height),
      width > 0 && trace.steps > width && t.explore.thinDrawSteps(trace.steps, width),
    ]
      .filter(Boolean)
      .join(" ");
  }
  function redraw(): void {
    all.forEach((one) => {
      paint(one);
      overlay(one);
    });
    said.textContent = thinning();
  }

  const stop = onWidth(grid, () => {
    width = Math.floor(all[0].canvas.clientWidth);
    if (order.length) redraw();
  });
  return {
    element,
    destroy: stop,
    draw(next, units) {
      trace = next;
      order = units;
      if (width) redraw();
    },
    cursor(units, place, step) {
      order = units;
      at = { place, step };
      if (width) all.forEach(overlay);
    },
  };
}

/** The colours with their limits. */
export function colourScale(app: App, field: Field, limit: number): HTMLElement {
  const low = isGate(field) ? 0 : -limit;
  const stops = Array.from({ length: 9 }, (_, k) => css(rgb(field, low + ((limit - low) * k) / 8, limit, app.theme)));
  return el(
    "span",
    { class: "scale" },
    fixed(low, 0),
    el("i", { style: `background:linear-gradient(to right,${stops.join(",")})`, "aria-hidden": "true" }),
    fixed(limit, 0),
  );
}

const tokenOf = ({ tokens }: Sample, step: number): string =>
  tokens?.[step] && tokens[step] !== String(step) ? tokens[step] : "";
