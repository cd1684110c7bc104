// SPDX-License-Identifier: Apache-2.0
/** Entry: exports mount, and starts by itself on a page made by openlstm. */

import { mount as draw, type Options } from "./app";
import type { PageData } from "./data";
import { runLesson, sequence } from "./core/lesson";
import { STYLES } from "./style";

/** Draws the explorer into an element, with its styles; returns how to take it away. */
export function mount(root: HTMLElement, data: PageData | null, options?: Options): { destroy(): void } {
  const place = root.getRootNode();
  const home = place instanceof ShadowRoot ? place : document.head;
  if (!home.querySelector("style[data-openlstm]")) {
    const style = document.createElement("style");
    style.dataset.openlstm = "";
    style.textContent = STYLES;
    home.append(style);
  }
  return draw(root, data, options);
}

/** The numbers of the first page's cell at full precision, for whoever wants to check them. */
export function lesson(first: 0 | 1): Record<string, number[]> {
  const { pre: _, ...values } = runLesson(sequence(first));
  return Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, Array.from(numbers)]));
}

const own = document.getElementById("openlstm");
if (own) {
  const data = document.getElementById("openlstm-data")?.textContent;
  mount(own, data ? (JSON.parse(data) as PageData) : null);
}
