// SPDX-License-Identifier: Apache-2.0
/** A choice among a few, as buttons. */

import { el } from "./dom";
import { rich } from "./math";

/** Two or three buttons of which one is pressed. */
export function choice(
  label: string,
  key: string,
  options: readonly string[],
  get: () => number,
  change: (k: number) => void,
): { element: HTMLElement; update(): void } {
  const buttons = options.map((words, k) =>
    el("button", { type: "button", onclick: () => change(k), "data-choice": `${key}-${k}` }, ...rich(words)),
  );
  const update = () => buttons.forEach((each, k) => each.setAttribute("aria-pressed", String(k === get())));
  update();
  return {
    element: el(
      "div",
      { class: "choice", role: "group", "aria-label": label },
      el("span", { class: "label" }, label),
      el("span", { class: "segments" }, ...buttons),
    ),
    update,
  };
}
