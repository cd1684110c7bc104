// SPDX-License-Identifier: Apache-2.0
/** A model of the page's data, ready to run: stacked layers in one or two directions, and a head. */

import type { Field, Layer, Model, Sample, Weights } from "../data";
import { type Cell, type Run, runCell, type Start } from "./cell";
import { type Edit, visitor } from "./edits";
import { type Outlook, predict } from "./head";
import { unpack } from "./packed";

export const FIELDS: readonly Field[] = ["i", "f", "g", "o", "c", "h"];

/** What the page shows of one direction: the values, and which units they are of. */
export interface Trace {
  width: number; // units shown
  units: number[];
  steps: number;
  pre?: Float64Array; // [T, 4H], only where computed
  values: Record<Field, Float64Array>; // each [T, width] (h: [T, P])
}

export interface Result {
  traces: Trace[][]; // layers × directions
  outlook?: Outlook;
}

/** True where the weights of every direction are in the page, so that it can compute. */
export const computable = (model: Model, sample: Sample): boolean =>
  model.layers.every((layer) => layer.directions.every((direction) => direction.weights)) &&
  !sample.thinned &&
  Boolean(sample.ids || sample.x);

const cells = new WeakMap<Weights, Cell>();

function cellOf(layer: Layer, weights: Weights): Cell {
  let cell = cells.get(weights);
  if (!cell) {
    const hidden = layer.hidden_size;
    cell = {
      inputs: layer.input_size,
      hidden,
      outputs: weights.weight_hr ? weights.weight_hr.shape[0] : hidden,
      ih: unpack(weights.weight_ih),
      hh: unpack(weights.weight_hh),
      bias: weights.bias ? unpack(weights.bias) : new Float64Array(4 * hidden),
      hr: weights.weight_hr && unpack(weights.weight_hr),
    };
    cells.set(weights, cell);
  }
  return cell;
}

/** The input of the first layer, [T, D]: x itself, rows of the embedding, or one-hot. */
export function inputs(model: Model, sample: Sample): Float64Array {
  if (sample.x) return unpack(sample.x);
  const width = model.layers[0].input_size;
  const ids = sample.ids ?? [];
  const x = new Float64Array(ids.length * width);
  const table = model.embedding && unpack(model.embedding);
  ids.forEach((id, t) => {
    if (table) x.set(table.subarray(id * width, (id + 1) * width), t * width);
    else x[t * width + id] = 1;
  });
  return x;
}

/** The whole model over a sample, computed here from the weights, with the edits. */
export function compute(model: Model, sample: Sample, edits: readonly Edit[] = []): Result {
  let x = inputs(model, sample);
  const traces: Trace[][] = [];
  model.layers.forEach((layer, l) => {
    const runs = layer.directions.map((direction, d) => {
      const cell = cellOf(layer, direction.weights!);
      return runCell(cell, x, startOf(sample, l, d), d === 1, visitor(edits, l, d));
    });
    traces.push(runs.map((run) => fromRun(run, layer.hidden_size, sample.steps)));
    x = join(
      runs.map((run) => run.h),
      sample.steps,
    );
  });
  return { traces, outlook: model.head && predict(model.head, x, sample.steps, finalOf(traces)) };
}

function startOf(sample: Sample, layer: number, direction: number): Start | undefined {
  const state = sample.state?.[layer]?.[direction];
  return state && { h: unpack(state.h), c: unpack(state.c) };
}

function fromRun(run: Run, width: number, steps: number): Trace {
  const { pre, ...values } = run;
  return { width, steps, units: Array.from({ length: width }, (_, u) => u), pre, values };
}

/** Directions side by side, [T, sum of widths]. */
export function join(parts: Float64Array[], steps: number): Float64Array {
  const widths = parts.map((part) => part.length / steps);
  const total = widths.reduce((sum, width) => sum + width, 0);
  const whole = new Float64Array(steps * total);
  let offset = 0;
  parts.forEach((part, d) => {
    for (let t = 0; t < steps; t++) {
      whole.set(part.subarray(t * widths[d], (t + 1) * widths[d]), t * total + offset);
    }
    offset += widths[d];
  });
  return whole;
}

/** h_n of the top layer: forward at the last step, reverse at the first. */
function finalOf(traces: Trace[][]): Float64Array {
  const ends = traces[traces.length - 1].map(({ values, steps }, d) => {
    const width = values.h.length / steps;
    const t = d === 1 ? 0 : steps - 1;
    return values.h.slice(t * width, (t + 1) * width);
  });
  return join(ends, 1);
}
