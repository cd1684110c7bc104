// SPDX-License-Identifier: Apache-2.0
/** What a unit does over a whole sample: how long it remembers, where its gates are stuck. */

import type { Field } from "../data";
import { FIELDS, type Trace } from "./model";

/** One unit's values of one field over time. */
export function column(trace: Trace, field: Field, unit: number): Float64Array {
  const values = trace.values[field];
  const width = values.length / trace.steps;
  const out = new Float64Array(trace.steps);
  for (let t = 0; t < trace.steps; t++) out[t] = unit < width ? values[t * width + unit] : NaN;
  return out;
}

export const mean = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
};

/** The mean over all units at each step. */
export const means = ({ values, steps }: Trace, field: Field): Float64Array => {
  const width = values[field].length / steps;
  return Float64Array.from({ length: steps }, (_, t) => mean(values[field].subarray(t * width, (t + 1) * width)));
};

/** Steps until a memory has shrunk to 1/e: −1 / mean ln f (geometric), Infinity where f stays 1. */
export const timeScale = (forget: Float64Array): number => Math.abs(1 / mean(forget.map(Math.log)));

/** Shares of steps with a gate below 0.1 (left: closed) and above 0.9 (right: open). */
export function saturation(gate: Float64Array): { left: number; right: number } {
  let left = 0;
  let right = 0;
  for (const value of gate) {
    if (value < 0.1) left++;
    if (value > 0.9) right++;
  }
  return { left: left / gate.length, right: right / gate.length };
}

export type Condition = "dead" | "closed" | "unwritten" | "integrator" | "memoryless";

/** What a unit does all the time, if it does one thing all the time. */
export function conditions(trace: Trace, unit: number): Condition[] {
  const of = (field: Field) => column(trace, field, unit);
  const found: Condition[] = [];
  if (of("h").every((value) => Math.abs(value) < 1e-3)) found.push("dead");
  if (saturation(of("o")).left > 0.99) found.push("closed");
  if (saturation(of("i")).left > 0.99) found.push("unwritten");
  const forget = saturation(of("f"));
  if (forget.right > 0.99) found.push("integrator");
  if (forget.left > 0.99) found.push("memoryless");
  return found;
}

/** Lowest and highest of the values that are numbers. */
export function range(values: Float64Array): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The unit with most to show: the column whose cell state has the widest range over the sample. */
export function widest(trace: Trace): number {
  let best = { place: 0, width: -Infinity };
  for (let place = 0; place < trace.width; place++) {
    const { low, high } = range(column(trace, "c", place));
    if (high - low > best.width) best = { place, width: high - low };
  }
  return best.place;
}

export type Order = "number" | "memory" | "activity" | "saturation";

/** Columns of the trace in the order asked: short memory first; busy and stuck ones first. */
export function sorted(trace: Trace, order: Order): number[] {
  const all = Array.from({ length: trace.width }, (_, k) => k);
  if (order === "number") return all;
  const key = all.map((k) => {
    if (order === "memory") return timeScale(column(trace, "f", k));
    if (order === "activity") return -spread(column(trace, "c", k));
    const stuck = (["i", "f", "o"] as const).map((gate) => saturation(column(trace, gate, k)));
    return -stuck.reduce((sum, { left, right }) => sum + left + right, 0);
  });
  return all.sort((a, b) => key[a] - key[b] || a - b);
}

/** Steps at which that text has just been read: a token of its own, or the end of it among letters. */
export function stepsReading(tokens: readonly string[], text: string): boolean[] {
  const wanted = text.replaceAll("␣", " ").replaceAll("↵", "\n");
  if (tokens.includes(wanted)) return tokens.map((token) => token === wanted);
  const ends = new Set<number>();
  const whole = tokens.join("");
  for (let at = whole.indexOf(wanted); wanted && at >= 0; at = whole.indexOf(wanted, at + 1))
    ends.add(at + wanted.length);
  let length = 0;
  return tokens.map((token) => ends.has((length += token.length)));
}

/**
 * The column that tells those steps best from the others, and how many standard deviations higher it
 * is there; null where there are none of the one or of the other, or where nothing moves.
 */
export function follower(trace: Trace, field: Field, chosen: readonly boolean[]): { place: number; by: number } | null {
  let best: { place: number; by: number } | null = null;
  for (let place = 0; place < trace.width; place++) {
    const values = column(trace, field, place);
    const there = mean(values.filter((_, step) => chosen[step]));
    const elsewhere = mean(values.filter((_, step) => !chosen[step]));
    const by = (there - elsewhere) / spread(values);
    if (Number.isFinite(by) && Math.abs(by) > Math.abs(best?.by ?? 0)) best = { place, by };
  }
  return best;
}

/** Standard deviation. */
export function spread(values: Float64Array): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** The first NaN in reading order: layer, direction, step, unit and field; null where there is none. */
export function firstNaN(
  traces: Trace[][],
): { layer: number; direction: number; step: number; unit: number; field: Field } | null {
  for (const [layer, row] of traces.entries()) {
    for (const [direction, trace] of row.entries()) {
      for (let k = 0; k < trace.steps; k++) {
        const step = direction === 1 ? trace.steps - 1 - k : k;
        for (const field of FIELDS) {
          const width = trace.values[field].length / trace.steps;
          for (let u = 0; u < width; u++) {
            if (Number.isNaN(trace.values[field][step * width + u])) {
              return { layer, direction, step, unit: trace.units[u] ?? u, field };
            }
          }
        }
      }
    }
  }
  return null;
}
