// SPDX-License-Identifier: Apache-2.0
/** Small formulas and rich text: "f_t = σ(W_{f}·[h_{t−1}, x_t])" to nodes, "**bold**" and "$math$" in text. */

import { type Child, el } from "./dom";

/** Single Latin letters in italics, _x and _{…} as indices, ^{…} raised, `…` marks a number. */
export function math(source: string, attributes: Record<string, string> = {}): HTMLSpanElement {
  const nodes: Child[] = [];
  const token = /([_^])(?:\{([^}]*)\}|(\S))|`([^`]*)`|(tanh|ln)|([A-Za-z])|([^A-Za-z_^`]+)/gu;
  for (const [, script, braced, single, marked, word, letter, rest] of source.matchAll(token)) {
    if (script) nodes.push(el(script === "_" ? "sub" : "sup", {}, braced ?? single));
    else if (marked !== undefined) nodes.push(el("b", { class: "n" }, marked));
    else if (letter) nodes.push(el("i", {}, letter));
    else nodes.push(word ?? rest);
  }
  return el("span", { class: "math", ...attributes }, ...nodes);
}

/** Text with **bold** and $math$. */
export function rich(text: string): Child[] {
  return text.split(/(\*\*[^*]+\*\*|\$[^$]+\$)/u).map((part) => {
    if (part.startsWith("**")) return el("strong", {}, part.slice(2, -2));
    if (part.startsWith("$")) return math(part.slice(1, -1));
    return part;
  });
}

export const paragraph = (text: string, attributes: Record<string, string> = {}): HTMLParagraphElement =>
  el("p", attributes, ...rich(text));
