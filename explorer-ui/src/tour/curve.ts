// SPDX-License-Identifier: Apache-2.0
/** The sigmoid or the tanh with the present point on it. */

import { sigmoid } from "../core/cell";
import { fixed } from "../core/format";
import type { Strings } from "../i18n";
import { el, svg } from "../ui/dom";
import { math } from "../ui/math";

const WIDTH = 300;
const HEIGHT = 132;
const REACH = 6;

export function curve(t: Strings, kind: "sigmoid" | "tanh", at: number, known: boolean, name: string): HTMLElement {
  const fn = kind === "sigmoid" ? sigmoid : Math.tanh;
  const low = kind === "sigmoid" ? 0 : -1;
  const x = (value: number) => 34 + ((Math.min(Math.max(value, -REACH), REACH) + REACH) / (2 * REACH)) * (WIDTH - 48);
  const y = (value: number) => 10 + ((1 - value) / (1 - low)) * (HEIGHT - 34);
  const points = Array.from({ length: 97 }, (_, k) => (k / 48 - 1) * REACH);
  const d = points.map((value, k) => `${k ? "L" : "M"}${x(value).toFixed(1)} ${y(fn(value)).toFixed(1)}`).join("");
  const value = fn(at);
  // an increasing curve leaves room above on its left and below on its right
  const lower = (value - low) / (1 - low) < 0.35;
  const words = lower
    ? { x: Math.max(x(at) - 10, 118), y: (known ? y(value) : y(low)) - 9, anchor: "end" }
    : { x: Math.min(x(at) + 92, WIDTH - 14), y: (known ? y(value) : y(1)) + 21, anchor: "end" };
  return el(
    "figure",
    { class: `curve ${kind}` },
    el("figcaption", {}, math(name), " ", t.tour.curve[kind]),
    svg(
      "svg",
      {
        class: "chart",
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: "img",
        "aria-label": `${kind}(${fixed(at)}) = ${known ? fixed(value) : "?"}`,
      },
      svg("path", {
        class: "axis",
        d: `M34 ${y(low)}H${WIDTH - 14}M34 ${y(1)}H${WIDTH - 14}M${x(0)} 10V${HEIGHT - 24}`,
      }),
      ...[low, 1].map((tick) => svg("text", { x: 28, y: y(tick), dy: "0.34em", "text-anchor": "end" }, fixed(tick, 0))),
      ...[-REACH, 0, REACH].map((tick) =>
        svg("text", { x: x(tick), y: HEIGHT - 8, "text-anchor": "middle" }, fixed(tick, 0)),
      ),
      svg("path", { class: "line", d, style: "stroke:var(--soft)" }),
      svg("path", {
        class: "cursor",
        d: `M${x(at)} ${HEIGHT - 24}V${known ? y(value) : 10}` + (known ? `M34 ${y(value)}H${x(at)}` : ""),
      }),
      known && svg("circle", { class: "dot", cx: x(at), cy: y(value), r: 5.5, style: "fill:var(--glow)" }),
      svg(
        "text",
        { class: "end", x: words.x, y: words.y, "text-anchor": words.anchor },
        `${fixed(at)} → `,
        svg("tspan", { class: "n", "data-key": `curve-${name}` }, known ? fixed(value) : "?"),
      ),
    ),
  );
}
