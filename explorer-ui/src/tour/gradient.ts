// SPDX-License-Identifier: Apache-2.0
/** Why the RNN's gradient dies: measured curves to choose from, and one gate to move. */

import type { App, View } from "../app";
import { scientific } from "../core/format";
import { say } from "../i18n";
import { chart } from "../ui/chart";
import { choice } from "../ui/choice";
import { el } from "../ui/dom";
import { paragraph } from "../ui/math";
import { DASHED } from "./chapters";
import { gradientTable } from "./gradient-table";
import { lines, lstmsByLeft, named, type Network, networksOf, pickNetworks } from "./networks";
import { ownGate } from "./own-gate";
import { quiz } from "./quiz";

export function gradientChapter(app: App): View {
  const { t, data } = app;
  const words = t.tour.gradient;
  const curves = data?.gradient?.curves ?? [];
  const networks = networksOf(curves);
  const state = app.tour;
  const shown = (state.networks ??= farthestApart(networks));
  const steps = Math.max(100, ...curves.map(({ mean }) => mean.length));
  const own = ownGate(app, steps, () => draw());
  const which = choice(
    words.dashed,
    "dashed",
    DASHED.map((quantity) => words.quantities[quantity]),
    () => DASHED.indexOf(state.dashed),
    (k) => {
      state.dashed = DASHED[k];
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
    const drawn = networks.filter(({ key }) => shown.has(key));
    plot.show([...drawn.flatMap((each) => lines(app, each, state.dashed)), own.line()], own.lag());
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
      el("div", { class: "words" }, ...words.text.map((text) => paragraph(text)), paths(app, networks), ask),
      el(
        "div",
        { class: "column" },
        el(
          "section",
          { class: "card" },
          el("h3", {}, words.chart),
          look(app, networks),
          plot.element,
          pickNetworks(app, networks, shown, draw),
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
          gradientTable(app, curves),
          el(
            "p",
            { class: "note" },
            words.seeds(data.gradient.seeds, data.gradient.hidden_size),
            t.space,
            say(data.gradient.note, app.language),
            data.gradient.command && " ",
            data.gradient.command && el("code", {}, data.gradient.command),
          ),
        )
      : el("p", { class: "note" }, words.missing),
  );
  return { element, destroy: () => plot.stop() };
}

const FAR = 99;
const LOOK = 50;

/** What the chapter opens on: the RNN, and the LSTM of which most comes back from farthest. */
function farthestApart(networks: readonly Network[]): Set<string> {
  const shown = [networks.find(({ cell }) => cell === "rnn"), lstmsByLeft(networks, FAR).at(-1)];
  return new Set(shown.flatMap((each) => (each ? [each.key] : [])));
}

/** Where to look first, with the numbers found there. */
function look(app: App, networks: readonly Network[]): HTMLElement | null {
  const rnn = networks.find(({ cell }) => cell === "rnn");
  const lstms = lstmsByLeft(networks, LOOK);
  const [open, shut] = [lstmsByLeft(networks, FAR).at(-1), lstms[0]];
  if (!rnn || !open || open === shut) return null;
  const left = ({ whole }: Network) => scientific(whole.mean[LOOK]);
  const words = app.t.tour.gradient.look;
  return paragraph(words(LOOK, left(rnn), named(app, open.whole), left(open), named(app, shut.whole), left(shut)), {
    "data-key": "look",
  });
}

/** The direct path beside the whole gradient, for the LSTM of which most comes back from farthest. */
function paths(app: App, networks: readonly Network[]): HTMLElement | null {
  const most = lstmsByLeft(networks, FAR).at(-1);
  const direct = most?.curves.find(({ quantity }) => quantity === "direct");
  if (!most || !direct) return null;
  const [along, all] = [direct, most.whole].map(({ mean }) => scientific(mean[FAR]));
  return paragraph(app.t.tour.gradient.paths(named(app, most.whole), FAR, along, all), { "data-key": "paths" });
}
