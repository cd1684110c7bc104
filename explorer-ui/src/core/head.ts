// SPDX-License-Identifier: Apache-2.0
/** The linear layer on top and what it predicts. */

import type { Head, Model, Sample } from "../data";
import { dot, sigmoid } from "./cell";
import { unpack } from "./packed";

/** Predictions: rows of K numbers, one row a step, or a single row. */
export interface Outlook {
  rows: Float64Array[];
  each: boolean;
}

/** What the head says of the top layer's output [T, W]; `final` is h_n of its directions, joined. */
export function predict(head: Head, output: Float64Array, steps: number, final: Float64Array): Outlook {
  const width = output.length / steps;
  const at = (t: number) => output.subarray(t * width, (t + 1) * width);
  const read = (input: Float64Array) => activate(head, linear(head, input));
  switch (head.reads) {
    case "each":
      return { each: true, rows: Array.from({ length: steps }, (_, t) => read(at(t))) };
    case "last":
      return { each: false, rows: [read(at(steps - 1))] };
    case "final":
      return { each: false, rows: [read(final)] };
    case "mean": {
      const mean = new Float64Array(width);
      for (let k = 0; k < output.length; k++) mean[k % width] += output[k] / steps;
      return { each: false, rows: [read(mean)] };
    }
  }
}

function linear(head: Head, input: Float64Array): Float64Array {
  const weight = unpack(head.weight);
  const values = head.bias ? unpack(head.bias) : new Float64Array(head.labels.length);
  return values.map((bias, k) => bias + dot(weight, k * input.length, input));
}

function activate(head: Head, values: Float64Array): Float64Array {
  if (head.kind === "sigmoid") return values.map(sigmoid);
  if (head.kind === "linear") {
    return values.map((value, k) => value * (head.scale?.[k] ?? 1) + (head.offset?.[k] ?? 0));
  }
  const most = Math.max(...values);
  const powers = values.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** The library's own predictions. */
export function recordedOutlook(model: Model, sample: Sample): Outlook | undefined {
  if (!model.head || !sample.predictions) return undefined;
  const values = unpack(sample.predictions);
  const K = model.head.labels.length;
  const rows = Array.from({ length: values.length / K }, (_, t) => values.subarray(t * K, (t + 1) * K));
  return { rows, each: model.head.reads === "each" };
}

/** The row that belongs to a step: that step's, or the single one. */
export const rowAt = (outlook: Outlook, step: number): Float64Array =>
  outlook.each ? outlook.rows[Math.min(step, outlook.rows.length - 1)] : outlook.rows[0];

/** Label numbers by falling probability. */
export const ranked = (row: Float64Array): number[] => Array.from(row.keys()).sort((a, b) => row[b] - row[a]);
