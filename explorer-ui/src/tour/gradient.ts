// SPDX-License-Identifier: Apache-2.0
/** Why the RNN's gradient dies: measured curves, and one gate to move. */

import type { App, View } from "../app";
import type { Curve } from "../data";
import { scientific } from "../core/format";
import { say } from "../i18n";
import { chart, type Line } from "../ui/chart";
import { choice } from "../ui/choice";
import { el } from "../ui/dom";
import { paragraph, rich } from "../ui/math";
import { ownGate } from "./own-gate";
import { quiz } from "./quiz";

const COLOURS = ["var(--minus)", "var(--g)", "var(--o)", "var(--f)", "var(--i)", "var(--h)"];
const LAGS = [1, 10, 50, 99];
const DASHED = ["direct", "dh"] as const;

export function gradientChapter(app: App): View {
  const { t, data } = app;
  const words = t.tour.gradient;
  const curves = data?.gradient?.curves ?? [];
  const names = [...new Set(curves.map(({ name }) => say(name, "en")))];
  const steps = Math.max(100, ...curves.map(({ mean }) => mean.length));
  const own = ownGate(app, steps, () => draw());
  let dashed: (typeof DASHED)[number] = "direct";
  const which = choice(
    words.dashed,
    "dashed",
    DASHED.map((quantity) => words.quantities[quantity]),
    () => DASHED.indexOf(dashed),
    (k) => {
      dashed = DASHED[k];
      draw();
    },
  );
  const plot = chart({
    label: words.chart,
    height: app.narrow ? 260 : 330,
    low: 1e-20,
    high: 10,
    log: true,
    steps,
    legend: true,
    ticks: [1, 1e-5, 1e-10, 1e-15, 1e-20],
    xLabel: words.axis,
    yLabel: words.left,
  });
  function draw(): void {
    which.update();
    const drawn = curves.filter((curve) => solid(curve) || curve.quantity === dashed);
    plot.show([...drawn.map((curve) => line(app, curve, names)), own.line()], own.lag());
  }
  draw();
  const ask = quiz(
    app,
    { key: "gradient", ask: words.ask, options: words.options, right: 2, reveal: words.reveal },
    () => undefined,
  );
  const element = el(
    "div",
    {},
    el(
      "div",
      { class: "two" },
      el("div", { class: "words" }, ...words.text.map((text) => paragraph(text)), paths(app, curves), ask),
      el(
        "div",
        { class: "column" },
        el(
          "section",
          { class: "card" },
          el("h3", {}, words.chart),
          plot.element,
          which.element,
          paragraph(words.terms, { class: "note" }),
        ),
        own.element,
      ),
    ),
    data?.gradient
      ? el(
          "section",
          { class: "card beside" },
          el("h3", {}, words.table),
          table(app, curves),
          el(
            "p",
            { class: "note" },
            words.seeds(data.gradient.seeds, data.gradient.hidden_size),
            " ",
            say(data.gradient.note, app.language),
            data.gradient.command && " ",
            data.gradient.command && el("code", {}, data.gradient.command),
          ),
        )
      : el("p", { class: "note" }, words.missing),
  );
  return { element, destroy: () => plot.stop() };
}

/** The whole gradient along the state that carries the memory: c, in an RNN h. */
const solid = ({ cell, quantity }: Curve): boolean => quantity === (cell === "lstm" ? "dc" : "dh");

/** The direct path beside the whole gradient, for the LSTM of which most comes back from farthest. */
function paths(app: App, curves: readonly Curve[]): HTMLElement | null {
  const lag = LAGS[LAGS.length - 1];
  const left = (curve: Curve) => curve.mean[lag] ?? 0;
  const [most] = curves.filter(({ quantity }) => quantity === "dc").sort((a, b) => left(b) - left(a));
  const direct = curves.find((each) => each.quantity === "direct" && say(each.name, "en") === say(most?.name, "en"));
  if (!direct) return null;
  const words = app.t.tour.gradient.paths(named(app, most), lag, scientific(left(direct)), scientific(left(most)));
  return paragraph(words, { "data-key": "paths" });
}

/** One colour for each network; all but the whole gradient along the memory is dashed. */
function line(app: App, curve: Curve, colours: readonly string[]): Line {
  const colour = COLOURS[colours.indexOf(say(curve.name, "en")) % COLOURS.length];
  const dash = solid(curve) ? undefined : "5 4";
  return {
    values: curve.mean,
    low: dash ? undefined : curve.low,
    high: dash ? undefined : curve.high,
    colour,
    dash,
    label: nameOf(app, curve),
  };
}

const named = (app: App, { name }: Curve): string => say(name, app.language).replace(/\bb_f\b/g, "$b_f$");

const nameOf = (app: App, curve: Curve): string =>
  `${named(app, curve)}, ${app.t.tour.gradient.quantities[curve.quantity]}`;

function table(app: App, curves: readonly Curve[]): HTMLElement {
  const words = app.t.tour.gradient;
  const lags = LAGS.filter((lag) => curves.every(({ mean }) => lag < mean.length));
  return el(
    "div",
    { class: "scroll" },
    el(
      "table",
      { class: "gradients" },
      el("thead", {}, el("tr", {}, el("td", {}), ...lags.map((lag) => el("th", { scope: "col" }, words.at(lag))))),
      el(
        "tbody",
        {},
        ...curves.map((curve) =>
          el(
            "tr",
            {},
            el("th", { scope: "row" }, ...rich(nameOf(app, curve))),
            ...lags.map((lag) =>
              el(
                "td",
                { class: "n", "data-key": `gradient-${curve.id}`, "data-step": lag },
                curve.mean[lag] === 0 ? words.none : scientific(curve.mean[lag]),
              ),
            ),
          ),
        ),
      ),
    ),
  );
}
