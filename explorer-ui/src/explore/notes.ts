// SPDX-License-Identifier: Apache-2.0
/** What the page knows about its own numbers: how exact, what was left out, where NaN began. */

import type { App } from "../app";
import type { Model, Packed, Sample } from "../data";
import { scientific } from "../core/format";
import type { Shown } from "../core/shown";
import { firstNaN } from "../core/statistics";
import { el } from "../ui/dom";

export function honesty(app: App, model: Model, sample: Sample, shown: Shown): HTMLElement {
  const { t } = app;
  const words = t.explore;
  const kept = shown.traces.flat();
  const whole = model.layers.flatMap((layer) => layer.directions.map(() => layer.hidden_size));
  const thin = kept.findIndex((trace, k) => trace.width < whole[k]);
  const bad = firstNaN(shown.traces);
  const lines = [
    bad && words.nan(t.field[bad.field], bad.layer, bad.step, bad.unit),
    shown.apart !== undefined && words.exactness(shown.apart === 0 ? "0" : scientific(shown.apart)),
    shown.source === "page" && words.computed,
    rounded(sample) && words.rounded,
    thin >= 0 && words.thinUnits(kept[thin].width, whole[thin]),
    sample.thinned && words.thinSteps(sample.steps, sample.thinned.of, sample.thinned.every),
  ];
  return el(
    "div",
    { class: "honesty" },
    ...lines
      .filter(Boolean)
      .map((line, k) => el("p", { class: `note${bad && k === 0 ? " warning" : ""}` }, line as string)),
  );
}

const rounded = (sample: Sample): boolean =>
  (sample.trace ?? [])
    .flat()
    .some((row) => Object.values(row).some(({ dtype }: Packed) => dtype === "float16" || dtype === "uint8"));
