// SPDX-License-Identifier: Apache-2.0
/** What all units of a layer do over a sample, in a few numbers; their maps are in maps.ts. */

import type { App } from "../app";
import { percent, steps } from "../core/format";
import type { Trace } from "../core/model";
import { column, type Condition, conditions, saturation, timeScale } from "../core/statistics";
import { el, renew } from "../ui/dom";

export function layerPanel({ t }: App) {
  const words = t.explore;
  const facts = el("div", { class: "facts" });

  function show(trace: Trace): void {
    const all = Array.from({ length: trace.width }, (_, place) => place);
    const scales = all.map((place) => timeScale(column(trace, "f", place))).sort((a, b) => a - b);
    const found = all.flatMap((place) => conditions(trace, place));
    const kinds = [...new Set<Condition>(found)];
    renew(
      facts,
      el(
        "p",
        { "data-key": "layer-scales" },
        el("b", {}, words.timeScale),
        t.colon,
        words.timeScales(steps(scales[0]), steps(middle(scales)), steps(scales[scales.length - 1])),
      ),
      el(
        "ul",
        {},
        ...(["f", "i", "o"] as const).map((gate) => {
          const { left, right } = saturation(trace.values[gate]);
          const line = words.saturationAll(t.field[gate], percent(left), percent(right));
          return el("li", { "data-key": `layer-saturation-${gate}` }, line);
        }),
        ...kinds.map((kind) => {
          const count = found.filter((each) => each === kind).length;
          return el("li", { class: "condition" }, words.unitsThat(count), t.colon, words.conditions[kind]);
        }),
      ),
    );
  }
  return { element: el("div", { class: "layer-panel" }, el("h3", {}, words.whole), facts), show };
}

/** The median of sorted numbers; the lower of two. */
const middle = (sorted: readonly number[]): number => sorted[Math.floor((sorted.length - 1) / 2)];
