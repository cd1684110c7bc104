// SPDX-License-Identifier: Apache-2.0
/** The ten symbols over time, and under them what the LSTM and the plain RNN hold. */

import { fixed, percent } from "../core/format";
import { chanceOfA, SYMBOLS } from "../core/lesson";
import type { Strings } from "../i18n";
import { button, el, set } from "../ui/dom";
import type { HoldState, Lesson } from "./state";

export interface Strip {
  element: HTMLElement;
  show(lesson: Lesson, state: HoldState): void;
}

export function strip(t: Strings, steps: number, go: (step: number) => void): Strip {
  const each = <T>(make: (step: number) => T): T[] => Array.from({ length: steps }, (_, step) => make(step));
  const tiles = each((step) => button("", () => go(step), { class: "tile", "data-step": step }));
  const lstm = each((step) => bar("c", step, go));
  const plain = each((step) => bar("plain", step, go));
  const answers = { lstm: answer(t.hold.lstmSays, "lstm", t), plain: answer(t.hold.plainSays, "plain", t) };
  const grid = el(
    "div",
    { class: "strip", style: `--steps:${steps}` },
    el("span", { class: "row-name of-steps" }, t.stepLabel, " ", el("i", { class: "math" }, "t")),
    ...each((step) => el("span", { class: "count" }, step)),
    el("span", { class: "row-name of-symbols" }, t.hold.symbols),
    ...tiles,
    el("span", { class: "row-name lstm" }, t.hold.lstm, " ", el("i", { class: "math" }, "c")),
    ...lstm.map((b) => b.element),
    el("span", { class: "row-name plain" }, t.hold.plain, " ", el("i", { class: "math" }, "h")),
    ...plain.map((b) => b.element),
  );
  const element = el(
    "div",
    { class: "strip-and-answers" },
    grid,
    el(
      "div",
      { class: "answers", "aria-live": "polite" },
      el("h3", {}, t.hold.says),
      answers.lstm.element,
      answers.plain.element,
    ),
  );
  return {
    element,
    show({ ids, run, plain: held }, state) {
      ids.forEach((id, step) => {
        tiles[step].textContent = SYMBOLS[id];
        set(tiles[step], {
          "aria-pressed": step === state.step,
          "aria-label": `${t.step(step, steps - 1)}: ${SYMBOLS[id]}`,
        });
        tiles[step].classList.toggle("to-keep", step === 0);
        lstm[step].show(run.c[step], step, state);
        plain[step].show(held[step], step, state);
      });
      answers.lstm.show(chanceOfA(run.h[steps - 1]), state.first);
      answers.plain.show(chanceOfA(held[steps - 1]), state.first);
    },
  };
}

/** A number as a bar around zero. */
function bar(kind: string, at: number, go: (step: number) => void) {
  const fill = el("span", { class: "bar-fill" });
  const number = el("span", { class: "n", "data-key": kind, "data-step": at });
  const element = el(
    "div",
    { class: `bar ${kind}`, onclick: () => go(at) },
    el("span", { class: "bar-room" }, fill),
    number,
  );
  return {
    element,
    show(value: number, step: number, state: HoldState) {
      const size = Math.min(Math.abs(value), 1.25) * 40;
      fill.style.height = `${size}%`;
      fill.style.bottom = value < 0 ? `${50 - size}%` : "50%";
      fill.dataset.sign = value < 0 ? "minus" : "plus";
      number.textContent = fixed(value);
      element.classList.toggle("now", step === state.step);
      element.classList.toggle("future", step > state.step);
    },
  };
}

/** What a network says at the end: A or B, as one divided bar. */
function answer(name: string, key: string, t: Strings) {
  const share = el("span", { class: "share" });
  const words = el("span", { class: "n", "data-key": `says-${key}` });
  const verdict = el("span", { class: "verdict" });
  const element = el(
    "div",
    { class: `answer ${key}` },
    el("span", { class: "who" }, name),
    el("span", { class: "split", "aria-hidden": "true" }, share),
    words,
    verdict,
  );
  return {
    element,
    show(chance: number, first: number) {
      const sure = first === 0 ? chance : 1 - chance;
      share.style.width = `${100 * chance}%`;
      words.textContent = chance >= 0.5 ? t.hold.chance("A", percent(chance)) : t.hold.chance("B", percent(1 - chance));
      const state = sure > 0.8 ? "right" : sure < 0.2 ? "wrong" : "unsure";
      verdict.textContent = t.hold[state];
      element.dataset.state = state;
    },
  };
}
