// SPDX-License-Identifier: Apache-2.0
/** Entry: exports mount, and starts by itself on a page made by openlstm. */

import { mount as draw, type Options } from "./app";
import type { PageData } from "./data";
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

const own = document.getElementById("openlstm");
if (own) {
  const data = document.getElementById("openlstm-data")?.textContent;
  mount(own, data ? (JSON.parse(data) as PageData) : null);
}
