// SPDX-License-Identifier: Apache-2.0
/** A small line chart in SVG: lines over steps, linear or logarithmic, with a cursor to move. */

import { fixed, superscript } from "../core/format";
import { el, onWidth, renew, set, svg } from "./dom";
import { rich } from "./math";

export interface Line {
  values: ArrayLike<number>;
  colour: string;
  /** With $mathematics$. */
  label: string;
  dash?: string;
  low?: ArrayLike<number>;
  high?: ArrayLike<number>;
}

export interface ChartOptions {
  label: string;
  height: number;
  low: number;
  high: number;
  log?: boolean;
  steps: number;
  xLabel?: string;
  /** Stands above the axis. */
  yLabel?: string;
  ticks?: number[];
  tickText?: (value: number) => string;
  legend?: boolean;
  onStep?: (step: number) => void;
  /** x of a step, where steps are not counted 0, 1, 2, … */
  xTick?: (step: number) => string;
}

export interface Chart {
  element: HTMLElement;
  show(lines: readonly Line[], cursor?: number): void;
  /** Other limits from the next show() on. */
  limits(low: number, high: number): void;
  stop(): void;
}

const MARGIN = { left: 40, right: 12 };

export function chart(options: ChartOptions): Chart {
  const picture = svg("svg", { class: "chart", role: "img", "aria-label": options.label });
  const legend = el("div", { class: "legend" });
  const element = el("div", { class: "chart-box" }, picture, options.legend && legend);
  const PAD = { ...MARGIN, top: options.yLabel ? 24 : 8, bottom: options.xLabel ? 38 : 22 };
  let shown: readonly Line[] = [];
  let cursor: number | undefined;
  let width = 0;
  let range = { low: options.low, high: options.high };

  const x = (step: number) => PAD.left + (step / Math.max(options.steps - 1, 1)) * (width - PAD.left - PAD.right);
  const scale = (value: number) => (options.log ? Math.log10(Math.max(value, 1e-300)) : value);
  const y = (value: number) => {
    const [low, high] = [scale(range.low), scale(range.high)];
    const share = (Math.min(Math.max(scale(value), low), high) - low) / (high - low || 1);
    return PAD.top + (1 - share) * (options.height - PAD.top - PAD.bottom);
  };
  const path = (values: ArrayLike<number>) => {
    let d = "";
    let pen = false; // lifted over NaN and, on a logarithmic axis, over 0
    for (let k = 0; k < values.length; k++) {
      const drawn = Number.isFinite(values[k]) && !(options.log && values[k] < range.low);
      if (drawn) d += `${pen ? "L" : "M"}${x(k).toFixed(1)} ${y(values[k]).toFixed(1)}`;
      pen = drawn;
    }
    return d;
  };
  const band = (low: ArrayLike<number>, high: ArrayLike<number>) => {
    const up = Array.from(high, (value, k) => `${x(k).toFixed(1)} ${y(value).toFixed(1)}`);
    const down = Array.from(low, (value, k) => `${x(k).toFixed(1)} ${y(value).toFixed(1)}`).reverse();
    return `M${[...up, ...down].join("L")}Z`;
  };

  function draw(): void {
    if (!width) return;
    set(picture, { viewBox: `0 0 ${width} ${options.height}`, height: options.height });
    renew(
      picture,
      ...frame(),
      ...shown.flatMap((line) => [
        line.low &&
          line.high &&
          svg("path", { class: "band", d: band(line.low, line.high), style: `fill:${line.colour}` }),
        svg("path", {
          class: "line",
          d: path(line.values),
          style: `stroke:${line.colour}`,
          "stroke-dasharray": line.dash,
        }),
      ]),
      ...pointer(),
    );
    renew(
      legend,
      ...shown.map((line) =>
        el(
          "span",
          {},
          el("i", {
            class: "swatch",
            style: `border-color:${line.colour};border-top-style:${line.dash ? "dashed" : "solid"}`,
          }),
          ...rich(line.label),
        ),
      ),
    );
  }

  function frame() {
    const ticks = options.ticks ?? [range.low, (range.low + range.high) / 2, range.high];
    const words =
      options.tickText ??
      ((value: number) =>
        options.log
          ? value === 1
            ? "1"
            : `10${superscript(Math.round(Math.log10(value)))}`
          : fixed(value, Number.isInteger(value) ? 0 : 1));
    const last = options.steps - 1;
    const every = niceStep(last, Math.max(2, Math.floor(width / 90)));
    const marks = Array.from({ length: Math.floor(last / every) + 1 }, (_, k) => k * every);
    return [
      ...ticks.flatMap((value) => [
        svg("path", { class: value === 0 ? "zero" : "axis", d: `M${PAD.left} ${y(value)}H${width - PAD.right}` }),
        svg("text", { x: PAD.left - 6, y: y(value), dy: "0.34em", "text-anchor": "end" }, words(value)),
      ]),
      ...marks.map((step) =>
        svg(
          "text",
          { x: x(step), y: options.height - PAD.bottom + 16, "text-anchor": "middle" },
          options.xTick ? options.xTick(step) : step,
        ),
      ),
      options.xLabel &&
        svg("text", { x: width - PAD.right, y: options.height - 4, "text-anchor": "end" }, options.xLabel),
      options.yLabel && svg("text", { x: 2, y: 12 }, options.yLabel),
    ];
  }

  function pointer() {
    if (cursor === undefined) return [];
    const at = cursor;
    return [
      svg("path", { class: "cursor", d: `M${x(at)} ${PAD.top}V${options.height - PAD.bottom}` }),
      ...shown
        .filter(({ values }) => Number.isFinite(values[at]))
        .map(({ values, colour }) =>
          svg("circle", { class: "dot", cx: x(at), cy: y(values[at]), r: 4, style: `fill:${colour}` }),
        ),
    ];
  }

  if (options.onStep) {
    const pick = (event: PointerEvent) => {
      const share = (event.clientX - picture.getBoundingClientRect().left - PAD.left) / (width - PAD.left - PAD.right);
      options.onStep!(Math.min(Math.max(Math.round(share * (options.steps - 1)), 0), options.steps - 1));
    };
    picture.addEventListener("pointerdown", (event) => {
      picture.setPointerCapture(event.pointerId);
      pick(event);
    });
    picture.addEventListener("pointermove", (event) => picture.hasPointerCapture(event.pointerId) && pick(event));
    picture.style.cursor = "pointer";
  }
  const stop = onWidth(element, (now) => {
    width = now;
    draw();
  });
  return {
    element,
    stop,
    limits(low, high) {
      range = { low, high };
    },
    show(lines, at) {
      shown = lines;
      cursor = at;
      draw();
    },
  };
}

/** A round distance that gives at most `most` marks. */
export function niceStep(range: number, most: number): number {
  const raw = Math.max(range / most, 1);
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].map((k) => k * power).find((each) => each >= raw)!;
}
