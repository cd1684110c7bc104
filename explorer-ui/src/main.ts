// SPDX-License-Identifier: Apache-2.0
/** Entry: exports mount, and starts by itself on a page made by openlstm. */

import { mount as draw, type Options } from "./app";
import type { PageData } from "./data";
import { runLesson, sequence } from "./core/lesson";
import { STYLES } from "./style";

/**
 * Draws the explorer into an element; returns how to take it away. It lives in a shadow tree, so that no
 * style of the page around reaches it and none of its own gets out.
 */
export function mount(host: HTMLElement, data: PageData | null, options?: Options): { destroy(): void } {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const style = document.createElement("style");
  style.textContent = STYLES;
  const root = document.createElement("div");
  shadow.replaceChildren(style, root);
  const drawn = draw(root, data, options);
  return {
    destroy() {
      drawn.destroy();
      shadow.replaceChildren();
    },
  };
}

/** The numbers of the first page's cell at full precision, for whoever wants to check them. */
export function lesson(first: 0 | 1): Record<string, number[]> {
  const { pre: _, ...values } = runLesson(sequence(first));
  return Object.fromEntries(Object.entries(values).map(([name, numbers]) => [name, Array.from(numbers)]));
}

// A page made by openlstm has the place and the data ready; it is its own page, and needs no shadow tree.
const own = document.getElementById("openlstm");
if (own) {
  const style = document.createElement("style");
  style.textContent = STYLES;
  document.head.append(style);
  const data = document.getElementById("openlstm-data")?.textContent;
  draw(own, data ? (JSON.parse(data) as PageData) : null, { address: true });
}
