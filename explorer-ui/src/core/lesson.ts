// SPDX-License-Identifier: Apache-2.0
/** The page's own small cell: one LSTM unit and one plain RNN unit on the same ten symbols. */

import { type Cell, type Run, runCell, sigmoid, type Visit } from "./cell";
import lesson from "./lesson.json";

export const SYMBOLS: readonly string[] = lesson.symbols;
export const RNN_WEIGHT = lesson.rnn.weight_hh;

export const CELL: Cell = {
  inputs: SYMBOLS.length,
  hidden: 1,
  outputs: 1,
  ih: Float64Array.from(lesson.weight_ih.flat()),
  hh: Float64Array.from(lesson.weight_hh.flat()),
  bias: Float64Array.from(lesson.bias),
};

/** The symbol to remember (0: A, 1: B), then the distractors. */
export const sequence = (first: number): number[] => [first, ...lesson.distractors];

export function oneHot(ids: readonly number[]): Float64Array {
  const x = new Float64Array(ids.length * SYMBOLS.length);
  ids.forEach((id, t) => (x[t * SYMBOLS.length + id] = 1));
  return x;
}

/** The LSTM unit over the symbols. */
export const runLesson = (ids: readonly number[], visit?: Visit): Run =>
  runCell(CELL, oneHot(ids), undefined, false, visit);

/** The plain unit: h_t = tanh(w x_t + u h_{t-1}), one number a step. */
export function runPlain(ids: readonly number[], u = RNN_WEIGHT): Float64Array {
  let h = 0;
  return Float64Array.from(ids, (id) => (h = Math.tanh(lesson.rnn.weight_ih[id] + u * h + lesson.rnn.bias)));
}

/** Probability that the symbol was A, read from a hidden state. */
export const chanceOfA = (h: number): number => sigmoid(lesson.read * h);
