// SPDX-License-Identifier: Apache-2.0
/** One gate at every step, for the reader to set: what is left of a gradient on the direct path. */

import type { App } from "../app";
import { fixed, scientific } from "../core/format";
import type { Line } from "../ui/chart";
import { el } from "../ui/dom";

/** f to the power of the lag, for a gate that the reader sets. */
export function ownGate(app: App, steps: number, change: () => void) {
  const words = app.t.tour.gradient;
  let gate = 0.97;
  let lag = 50;
  const says = el("output", { class: "n", "data-key": "own-left" });
  const tell = () => (says.textContent = words.ownLeft(fixed(gate), lag, scientific(gate ** lag)));
  const slider = (
    label: string,
    key: string,
    value: number,
    max: number,
    step: number,
    min: number,
    put: (value: number) => void,
  ) => {
    const input = el("input", {
      type: "range",
      min,
      max,
      step,
      value,
      "data-do": key,
      oninput: () => {
        put(Number(input.value));
        tell();
        change();
      },
    });
    return el("label", { class: "slider" }, el("span", {}, label), input);
  };
  tell();
  return {
    element: el(
      "section",
      { class: "card own-gate" },
      el("h3", {}, words.own),
      slider(words.ownGate, "own-gate", gate, 1, 0.01, 0, (value) => (gate = value)),
      slider(words.ownSteps, "own-lag", lag, steps - 1, 1, 0, (value) => (lag = value)),
      says,
    ),
    line: (): Line => ({
      values: Array.from({ length: steps }, (_, k) => gate ** k),
      colour: "var(--ink)",
      dash: "4 4",
      label: `${words.ownGate} = ${fixed(gate)}`,
    }),
    lag: () => lag,
  };
}
