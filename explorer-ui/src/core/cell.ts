// SPDX-License-Identifier: Apache-2.0
/** The LSTM itself, in float64: one layer in one direction over a sequence. */

import type { Gate } from "../data";

export const GATES: readonly Gate[] = ["i", "f", "g", "o"];

/** Numbers of one direction, in PyTorch's layout. */
export interface Cell {
  inputs: number; // D
  hidden: number; // H
  outputs: number; // P, H without projection
  ih: Float64Array; // [4H, D]
  hh: Float64Array; // [4H, P]
  bias: Float64Array; // [4H]
  hr?: Float64Array; // [P, H]
}

/** All values of one direction over time, stored in input time. */
export interface Run {
  pre: Float64Array; // [T, 4H], before the nonlinearity
  i: Float64Array; // [T, H]
  f: Float64Array;
  g: Float64Array;
  o: Float64Array;
  c: Float64Array;
  h: Float64Array; // [T, P]
}

/** Is shown each gate as it is computed, and gives back the value to go on with. */
export type Visit = (gate: Gate, step: number, unit: number, value: number) => number;

export interface Start {
  h: Float64Array;
  c: Float64Array;
}

export const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));

export function emptyRun(steps: number, cell: Cell): Run {
  const full = () => new Float64Array(steps * cell.hidden);
  return {
    pre: new Float64Array(steps * 4 * cell.hidden),
    i: full(),
    f: full(),
    g: full(),
    o: full(),
    c: full(),
    h: new Float64Array(steps * cell.outputs),
  };
}

/**
 * Every value of the direction over x [T, D].
 *
 *   i, f, o = σ(pre_i), σ(pre_f), σ(pre_o)    g = tanh(pre_g)
 *   c_t = f_t c_{t-1} + i_t g_t               h_t = o_t tanh(c_t), projected by hr where there is one
 */
export function runCell(cell: Cell, x: Float64Array, start?: Start, reverse = false, visit?: Visit): Run {
  const steps = x.length / cell.inputs;
  const run = emptyRun(steps, cell);
  let h = start?.h ?? new Float64Array(cell.outputs);
  let c = start?.c ?? new Float64Array(cell.hidden);
  for (let k = 0; k < steps; k++) {
    const t = reverse ? steps - 1 - k : k;
    step(cell, x.subarray(t * cell.inputs, (t + 1) * cell.inputs), h, c, t, run, visit);
    h = run.h.subarray(t * cell.outputs, (t + 1) * cell.outputs);
    c = run.c.subarray(t * cell.hidden, (t + 1) * cell.hidden);
  }
  return run;
}

function step(cell: Cell, x: Float64Array, h: Float64Array, c: Float64Array, t: number, run: Run, visit?: Visit): void {
  const H = cell.hidden;
  const pre = run.pre.subarray(t * 4 * H, (t + 1) * 4 * H);
  for (let row = 0; row < 4 * H; row++) {
    pre[row] = cell.bias[row] + dot(cell.ih, row * cell.inputs, x) + dot(cell.hh, row * cell.outputs, h);
  }
  const shown = new Float64Array(H); // o tanh(c), before a projection
  for (let u = 0; u < H; u++) {
    const at = t * H + u;
    const value = (gate: Gate, raw: number) => (visit ? visit(gate, t, u, raw) : raw);
    run.i[at] = value("i", sigmoid(pre[u]));
    run.f[at] = value("f", sigmoid(pre[H + u]));
    run.g[at] = value("g", Math.tanh(pre[2 * H + u]));
    run.o[at] = value("o", sigmoid(pre[3 * H + u]));
    run.c[at] = run.f[at] * c[u] + run.i[at] * run.g[at];
    shown[u] = run.o[at] * Math.tanh(run.c[at]);
  }
  const out = run.h.subarray(t * cell.outputs, (t + 1) * cell.outputs);
  if (!cell.hr) out.set(shown);
  else for (let p = 0; p < cell.outputs; p++) out[p] = dot(cell.hr, p * H, shown);
}

/** Inner product of a row of a matrix, from `start`, with a vector. */
export function dot(matrix: Float64Array, start: number, vector: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < vector.length; k++) sum += matrix[start + k] * vector[k];
  return sum;
}
