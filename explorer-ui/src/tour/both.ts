// SPDX-License-Identifier: Apache-2.0
/** Both directions: a sentence read from two sides, the halves joined, and what that costs. */

import type { App, View } from "../app";
import { cost } from "../core/cost";
import { fixed, grouped, percent } from "../core/format";
import { ranked, rowAt } from "../core/head";
import { show } from "../core/shown";
import { say } from "../i18n";
import { css, rgb } from "../ui/colour";
import { el, renew } from "../ui/dom";
import { paragraph } from "../ui/math";
import { quiz } from "./quiz";
import { stories } from "./story";

const SENTENCE = ["我", "爱", "中", "国"];

export function bothChapter(app: App): View {
  const { t, data } = app;
  const words = t.tour.both;
  const story = data?.stories?.find(({ chapter }) => chapter === "both");
  const model = data?.models.find(({ id }) => id === story?.model);
  const sample = model?.samples.find(({ id }) => id === story?.sample);
  const result = model && sample && show(model, sample);
  const tokens = sample?.tokens ?? SENTENCE;
  const layer = story?.layer ?? 0;
  const chain = el("div", { class: "chain", style: `--steps:${tokens.length}` });
  let at = tokens.length - 1; // not where the question is asked

  function draw(): void {
    const [ahead, behind] = result?.traces[layer] ?? [];
    const half = (direction: 0 | 1, step: number) => {
      const trace = direction ? behind : ahead;
      const read = direction ? tokens.slice(step) : tokens.slice(0, step + 1);
      return el(
        "div",
        {
          class: `half ${direction ? "reverse" : "forward"}${step === at ? " now" : ""}${(direction ? step >= at : step <= at) ? " read" : ""}`,
        },
        trace && vector(trace.values.h.subarray(step * trace.width, (step + 1) * trace.width), app),
        step === at &&
          el("span", { class: "has" }, words.has(direction ? [...read].reverse().join("") : read.join(""))),
      );
    };
    const steps = tokens.map((_, step) => step);
    renew(
      chain,
      el("span", { class: "row-name" }, words.forward, " →"),
      ...steps.map((step) => half(0, step)),
      el("span", { class: "row-name" }),
      ...steps.map((step) =>
        el(
          "button",
          {
            type: "button",
            class: "character",
            lang: "zh-CN",
            "data-step": step,
            "aria-pressed": step === at,
            onclick: () => {
              at = step;
              draw();
            },
          },
          tokens[step],
        ),
      ),
      el("span", { class: "row-name" }, words.reverse, " ←"),
      ...steps.map((step) => half(1, step)),
    );
    renew(joined, ...joinedAt());
  }
  const joined = el("div", { class: "joined", "aria-live": "polite" });
  function joinedAt() {
    if (!result || !model) return [];
    const [ahead, behind] = result.traces[layer];
    const cut = (trace: typeof ahead) => trace.values.h.subarray(at * trace.width, (at + 1) * trace.width);
    const row = result.outlook && model.head && model.head.kind !== "linear" && rowAt(result.outlook, at);
    return [
      el("span", { class: "label" }, `${words.joined}${t.colon}[h→ ; h←] ${tokens[at]}`),
      el("div", { class: "pair" }, vector(cut(ahead), app), vector(cut(behind), app)),
      row &&
        el(
          "p",
          { class: "readout" },
          (say(model.head!.name, app.language) || t.explore.prediction) + t.colon,
          ...ranked(row)
            .slice(0, 3)
            .flatMap((k, place) => [
              place ? t.comma : "",
              el("b", {}, say(model.head!.labels[k], app.language)),
              " ",
              el("span", { class: "n", "data-key": `both-${k}`, "data-step": at }, percent(row[k], 1)),
            ]),
        ),
    ];
  }
  const ask = quiz(
    app,
    { key: "both", ask: words.ask, options: words.options, right: 1, reveal: words.reveal },
    () => undefined,
  );
  const told = stories(app, "both");
  draw();
  const D = model?.layers[0].input_size ?? 16;
  const H = model?.layers[0].hidden_size ?? 16;
  const element = el(
    "div",
    {},
    el(
      "div",
      { class: "two asking" },
      el("div", { class: "words" }, ...words.text.map((text) => paragraph(text))),
      el("section", { class: "card" }, chain, joined),
      el("div", {}, ask),
    ),
    el(
      "section",
      { class: "card beside" },
      el("h3", {}, words.cost),
      costTable(app, D, H),
      el(
        "div",
        { class: "words" },
        el("p", {}, words.wait),
        el("p", {}, words.stacked),
        el("p", { class: "note" }, words.costNote(D, H)),
      ),
    ),
    told.element,
  );
  return { element, destroy: told.destroy };
}

/** A hidden state as a row of coloured cells. */
function vector(values: Float64Array, app: App): HTMLElement {
  return el(
    "span",
    { class: "vector", role: "img", "aria-label": Array.from(values, (value) => fixed(value)).join(" ") },
    ...Array.from(values, (value) =>
      el("i", { style: `background:${css(rgb("h", value, 1, app.theme))}`, title: fixed(value) }),
    ),
  );
}

function costTable(app: App, D: number, H: number): HTMLElement {
  const rows = app.t.tour.both.costRows;
  const one = cost(D, H);
  const two = cost(D, H, 1, 2);
  const cell = (value: string, key: string) => el("td", { class: "n", "data-key": key }, value);
  const line = (name: string, a: string, b: string, key: string) =>
    el("tr", {}, el("th", { scope: "row" }, name), cell(a, `one-${key}`), cell(b, `two-${key}`));
  return el(
    "table",
    {},
    el(
      "thead",
      {},
      el("tr", {}, el("td", {}), el("th", { scope: "col" }, rows.one), el("th", { scope: "col" }, rows.two)),
    ),
    el(
      "tbody",
      {},
      line(rows.parameters, grouped(one.parameters), grouped(two.parameters), "parameters"),
      line(rows.adds, grouped(one.multiplyAdds), grouped(two.multiplyAdds), "adds"),
      line(rows.width, String(H), String(2 * H), "width"),
      line(rows.knows, app.t.tour.both.left, app.t.tour.both.all, "knows"),
    ),
  );
}
