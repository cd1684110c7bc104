// SPDX-License-Identifier: Apache-2.0
/** One of the four gate chapters: text, diagram, question, formulas, curve, story. */

import type { App, View } from "../app";
import { runLesson, sequence, SYMBOLS } from "../core/lesson";
import { momentOf } from "../hold/state";
import { diagram } from "../ui/diagram";
import { el, renew } from "../ui/dom";
import { math, paragraph } from "../ui/math";
import { player } from "../ui/player";
import { curve } from "./curve";
import { dense, type GateChapter, HIDDEN, LAYERS, LIT, products, question, spellings } from "./gates";
import { quiz } from "./quiz";
import { stories } from "./story";

export function gateChapter(app: App, chapter: GateChapter): View {
  const { t, tour: state } = app;
  const ids = sequence(state.first);
  const run = runLesson(ids);
  const words = t.tour[chapter];
  const cell = diagram({ t, narrow: app.narrow, label: t.diagram });
  cell.light(LIT[chapter]);
  const ask = el("div", {});
  const formulas = el("section", { class: "card formulas" });
  const curves = el("div", { class: "curves" });
  const reads = el("b", { class: "n" });
  const play = player({
    t,
    steps: () => ids.length,
    get: () => state.step,
    words: (step) => t.step(step, ids.length - 1),
    go: (step) => {
      state.step = step;
      drawAll();
    },
  });
  const told = stories(app, chapter);

  function drawAll(): void {
    const m = momentOf(run, state.step, SYMBOLS[ids[state.step]]);
    const pre = dense("f", ids[state.step], m.h_prev).pre;
    renew(ask, quiz(app, question(chapter, t, m, pre, state.step), draw));
    draw();
  }
  function draw(): void {
    const open = state.answered.has(chapter);
    const m = momentOf(run, state.step, SYMBOLS[ids[state.step]]);
    reads.textContent = m.x;
    cell.hide(open ? [] : HIDDEN[chapter]);
    cell.show(m);
    play.update();
    const layers = LAYERS[chapter].map((gate) => dense(gate, ids[state.step], m.h_prev));
    const known = (gate: string) => open || !HIDDEN[chapter].includes(gate);
    renew(
      formulas,
      layers.length > 0 && el("h3", {}, t.tour.spelling),
      ...layers.flatMap((layer) => {
        const both = spellings(layer, m.h_prev, known(layer.gate) ? m[layer.gate] : null);
        return [
          spelling(t.tour.textbook, both.textbook, layer.gate),
          spelling(t.tour.pytorch, both.pytorch, layer.gate),
        ];
      }),
      layers.length > 0 && paragraph(t.tour.spellingNote, { class: "note" }),
      ...products(chapter, m, open).map((line) =>
        el("div", { class: "equation main" }, math(line, { "data-key": "product" })),
      ),
      chapter === "cell" && paragraph(t.tour.cell.noDense, { class: "note" }),
    );
    renew(
      curves,
      ...layers.map(({ gate, pre }) => curve(t, gate === "g" ? "tanh" : "sigmoid", pre, known(gate), `${gate}_t`)),
      chapter === "output" && curve(t, "tanh", m.c, true, "tanh(c_t)"),
    );
  }
  drawAll();
  const element = el(
    "div",
    {},
    el(
      "div",
      { class: "two asking" },
      el("div", { class: "words" }, ...words.text.map((text) => paragraph(text))),
      el(
        "section",
        { class: "card cell-card" },
        el("p", { class: "note here" }, t.tour.here, " ", reads),
        play.element,
        cell.element,
      ),
      ask,
    ),
    el("div", { class: "two lower" }, formulas, el("section", { class: "card", hidden: chapter === "cell" }, curves)),
    told.element,
  );
  return {
    element,
    destroy: () => {
      play.stop();
      told.destroy?.();
    },
  };
}

const spelling = (name: string, formula: string, gate: string) =>
  el(
    "div",
    { class: `equation gate-${gate}` },
    el("span", { class: "label" }, name),
    math(formula, { "data-key": `${name}-${gate}` }),
  );
