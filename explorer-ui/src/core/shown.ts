// SPDX-License-Identifier: Apache-2.0
/** What the page shows of a sample: the library's numbers, or its own where there are none. */

import type { Direction, Field, Layer, Model, Packed, Sample } from "../data";
import { recordedOutlook } from "./head";
import { computable, compute, FIELDS, type Result, type Trace } from "./model";
import { unpack } from "./packed";

/** The library's own numbers; null where the sample has no full trace. */
export function recorded(model: Model, sample: Sample): Trace[][] | null {
  const rows = sample.trace;
  if (!rows) return null;
  const whole = model.layers.every((layer, l) =>
    layer.directions.every((_, d) => FIELDS.every((field) => rows[l]?.[d]?.[field])),
  );
  if (!whole) return null;
  return model.layers.map((layer, l) =>
    layer.directions.map((direction, d) => readTrace(direction, layer, rows[l][d] as Record<Field, Packed>)),
  );
}

function readTrace(direction: Direction, layer: Layer, row: Record<Field, Packed>): Trace {
  const units = direction.units ?? Array.from({ length: layer.hidden_size }, (_, u) => u);
  const values = Object.fromEntries(FIELDS.map((field) => [field, unpack(row[field])]));
  return {
    width: units.length,
    units,
    steps: row.c.shape[0],
    values: values as Record<Field, Float64Array>,
  };
}

/** What the page shows of a sample without edits: the library's numbers where it holds them. */
export interface Shown extends Result {
  source: "library" | "page";
  /** Largest distance between the library's numbers and the page's own, where it has both. */
  apart?: number;
}

const shown = new WeakMap<Sample, Shown>();

export function show(model: Model, sample: Sample): Shown {
  let found = shown.get(sample);
  if (!found) {
    const kept = recorded(model, sample);
    const own = computable(model, sample) ? compute(model, sample) : undefined;
    if (!kept && !own) throw new Error(`${sample.id}: neither a whole trace nor weights with inputs`);
    const comparable =
      kept && own && kept.every((row, l) => row.every((trace, d) => trace.width === own.traces[l][d].width));
    found = {
      traces: kept ?? own!.traces,
      outlook: recordedOutlook(model, sample) ?? own?.outlook,
      source: kept ? "library" : "page",
      apart: comparable ? distance(kept, own.traces) : undefined,
    };
    shown.set(sample, found);
  }
  return found;
}

/** The largest distance between two sets of traces, over all fields; NaN on both sides agrees. */
export function distance(a: Trace[][], b: Trace[][]): number {
  let worst = 0;
  a.forEach((row, l) =>
    row.forEach((trace, d) =>
      FIELDS.forEach((field) => {
        const other = b[l][d].values[field];
        trace.values[field].forEach((value, k) => {
          if (Number.isNaN(value) && Number.isNaN(other[k])) return;
          worst = Math.max(worst, Math.abs(value - other[k]));
        });
      }),
    ),
  );
  return worst;
}

/** The number of a step in the whole sample, where the page holds only some. */
export const realStep = ({ thinned }: Sample, step: number): number =>
  thinned ? thinned.start + thinned.every * step : step;

/**
 * A unit's h or c one step before, in the direction's own order: the initial state before the first
 * step, NaN where the page does not hold that step.
 */
export function valueBefore(
  sample: Sample,
  trace: Trace,
  field: "c" | "h",
  place: number,
  layer: number,
  direction: number,
  step: number,
): number {
  if (sample.thinned && sample.thinned.every > 1) return NaN;
  const before = direction === 1 ? step + 1 : step - 1;
  const values = trace.values[field];
  const width = values.length / trace.steps;
  if (before >= 0 && before < trace.steps) return place < width ? values[before * width + place] : NaN;
  if (sample.thinned && (direction === 1 || sample.thinned.start > 0)) return NaN;
  const state = sample.state?.[layer]?.[direction]?.[field];
  return state ? unpack(state)[trace.units[place]] : 0;
}
