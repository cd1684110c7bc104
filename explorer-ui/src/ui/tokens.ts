// SPDX-License-Identifier: Apache-2.0
/** The input along time: text coloured by one unit, or the series as lines, with the cursor. */

import type { App } from "../app";
import type { Field, Sample, Words } from "../data";
import { short } from "../core/format";
import { unpack } from "../core/packed";
import { say } from "../i18n";
import { chart, type Chart } from "./chart";
import { css, inkOn, rgb } from "./colour";
import { el } from "./dom";

export interface TokenStrip {
  element: HTMLElement;
  /** Nothing is known of the input. */
  empty: boolean;
  /** There is text, which a unit colours. */
  coloured: boolean;
  /** Without values nothing is coloured. */
  show(values: Float64Array | null, step: number): void;
  destroy(): void;
}

export interface TokenOptions {
  sample: Sample;
  field: Field;
  /** Colour limit of the unit shown; fixed while its gates are edited. */
  limit: number;
  go: (step: number) => void;
}

const SERIES = ["var(--ink)", "var(--glow)", "var(--minus)", "var(--i)", "var(--g)"];

export function tokenStrip(app: App, options: TokenOptions): TokenStrip {
  const { sample } = options;
  const charts = seriesOf(sample).map((series, k) => {
    const { values } = series;
    const finite = [...values].filter(Number.isFinite);
    const [low, high] = [Math.min(...finite), Math.max(...finite)];
    const name = say(series.name, app.language) + (series.unit ? ` [${say(series.unit, app.language)}]` : "");
    const plot = chart({
      label: name,
      height: sample.series ? 126 : 100,
      low,
      high: high > low ? high : low + 1,
      steps: values.length,
      legend: true,
      onStep: options.go,
      tickText: short,
      xLabel: app.t.axes.step,
    });
    return { plot, line: { values, colour: SERIES[k % SERIES.length], label: name } };
  });
  const text = tokens(sample, options);
  return {
    empty: !text && !charts.length,
    coloured: Boolean(text),
    element: el("div", { class: "input-strip" }, text?.element, ...charts.map(({ plot }) => plot.element)),
    show(values, step) {
      text?.show(values, step, app.theme, options);
      for (const { plot, line } of charts) plot.show([line], step);
    },
    destroy: () => charts.forEach(({ plot }: { plot: Chart }) => plot.stop()),
  };
}

export const MOST_INPUTS = 3;

/** The series of a sample; the first columns of x where it has none, unless tokens tell more than many columns. */
function seriesOf(sample: Sample): { name: Words; unit?: Words; values: Float64Array }[] {
  if (sample.series) return sample.series.map((series) => ({ ...series, values: unpack(series.values) }));
  const width = sample.x?.shape[1] ?? 0;
  if (!sample.x || (sample.tokens && width > MOST_INPUTS)) return [];
  const x = unpack(sample.x);
  return Array.from({ length: Math.min(width, MOST_INPUTS) }, (_, k) => ({
    name: width > MOST_INPUTS ? `x[${k}] / ${width}` : `x[${k}]`,
    values: Float64Array.from({ length: x.length / width }, (__, t) => x[t * width + k]),
  }));
}

/** One span a token; series without tokens have none. */
function tokens(sample: Sample, { go }: TokenOptions) {
  if (!sample.tokens || (sample.series?.length && sample.steps > 60)) return null;
  const long = sample.tokens.some((token) => token.length > 1);
  const spans = sample.tokens.map((token, step) =>
    el("span", { class: "token", "data-step": step }, token === "\n" ? "↵" : token === " " ? "\u00a0" : token),
  );
  const element = el("div", { class: `tokens${long ? " long" : ""}`, dir: "auto" });
  sample.tokens.forEach((token, step) => {
    element.append(spans[step]);
    if (token === "\n") element.append(el("br"));
    else if (token === " ") element.append(el("wbr"));
  });
  element.addEventListener("click", (event) => {
    const step = (event.target as HTMLElement).closest<HTMLElement>("[data-step]")?.dataset.step;
    if (step !== undefined) go(Number(step));
  });
  let now = -1;
  return {
    element,
    show(values: Float64Array | null, step: number, theme: "light" | "dark", { field, limit }: TokenOptions) {
      spans.forEach((span, t) => {
        const colour = values && rgb(field, values[t], limit, theme);
        span.style.background = colour ? css(colour) : "";
        span.style.color = colour ? inkOn(colour) : "";
      });
      spans[now]?.classList.remove("now");
      spans[(now = step)]?.classList.add("now");
    },
  };
}
