// SPDX-License-Identifier: Apache-2.0
/** The plain RNN unit beside the cell: its one formula with numbers, and its one weight to move. */

import { bracket, fixed } from "../core/format";
import lesson from "../core/lesson.json";
import type { Strings } from "../i18n";
import { el, renew } from "../ui/dom";
import { math, paragraph } from "../ui/math";
import type { HoldState, Lesson } from "./state";

export function plainPanel(
  t: Strings,
  state: HoldState,
  change: () => void,
): { element: HTMLElement; update(lesson: Lesson): void } {
  const formula = el("div", { class: "equation" });
  const words = el("output", { class: "n" });
  const slider = el("input", {
    type: "range",
    min: 0,
    max: 2,
    step: 0.05,
    value: state.weight,
    "aria-label": t.hold.plainSays + t.colon + t.hold.weight,
    "data-do": "weight",
    oninput: () => {
      state.weight = Number(slider.value);
      change();
    },
  });
  const element = el(
    "div",
    { class: "plain-panel" },
    el("h3", {}, t.hold.plainSays),
    el("p", {}, t.hold.plainFormula),
    formula,
    el("label", { class: "slider" }, el("span", {}, t.hold.weight), slider, words),
    paragraph(t.hold.plainNote, { class: "note" }),
  );
  return {
    element,
    update({ ids, plain }: Lesson) {
      const at = state.step;
      const before = at > 0 ? plain[at - 1] : 0;
      const weight = lesson.rnn.weight_ih[ids[at]];
      const sign = weight < 0 ? "−" : "+";
      words.textContent = fixed(state.weight);
      renew(
        formula,
        math(
          `h_t = tanh(u h_{t−1} + w x_t) = tanh(\`${fixed(state.weight)}\` × \`${bracket(before)}\` ${sign} \`${fixed(Math.abs(weight))}\`) = \`${fixed(plain[at])}\``,
          { "data-key": "equation-plain" },
        ),
      );
    },
  };
}
