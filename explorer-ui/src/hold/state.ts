// SPDX-License-Identifier: Apache-2.0
/** What the learner has done with the small cell, and what follows from it. */

import type { Gate } from "../data";
import type { Run } from "../core/cell";
import { type Edit, visitor, withEdit } from "../core/edits";
import { RNN_WEIGHT, runLesson, runPlain, sequence } from "../core/lesson";
import type { Moment } from "../ui/diagram";
import type { Outcome, Task } from "./outcome";

export interface HoldState {
  first: number; // 0: A, 1: B
  step: number;
  edits: Edit[];
  once: boolean; // a gate moved is held at one step only
  weight: number; // of the plain RNN
  touched: boolean;
  /** Tasks done, with the numbers of the last time. */
  done: Map<Task, Outcome>;
}

export const newHold = (): HoldState => ({
  first: 0,
  step: 1,
  edits: [],
  once: false,
  weight: RNN_WEIGHT,
  touched: false,
  done: new Map(),
});

export interface Lesson {
  ids: number[];
  own: Run; // as the cell would do it
  run: Run; // with the gates held
  plain: Float64Array;
}

export function computeHold(state: HoldState): Lesson {
  const ids = sequence(state.first);
  return {
    ids,
    own: runLesson(ids),
    run: runLesson(ids, visitor(state.edits, 0, 0)),
    plain: runPlain(ids, state.weight),
  };
}

/** The state after a gate was moved at the present step. */
export function moveGate(state: HoldState, gate: Gate, value: number): void {
  const edit: Edit = {
    layer: 0,
    direction: 0,
    gate,
    unit: null,
    from: state.step,
    once: state.once,
    hold: value,
  };
  state.edits = withEdit(state.edits, edit);
  state.touched = true;
}

/** All edits of the gate that hold at the present step are taken back. */
export function releaseGate(state: HoldState, gate: Gate): void {
  state.edits = state.edits.filter(
    (edit) => edit.gate !== gate || (edit.once ? edit.from !== state.step : edit.from > state.step),
  );
}

/** One step of the one unit, for the diagram. */
export function momentOf(run: Run, step: number, x: string): Moment {
  const before = (values: Float64Array) => (step > 0 ? values[step - 1] : 0);
  return {
    x,
    h_prev: before(run.h),
    c_prev: before(run.c),
    f: run.f[step],
    i: run.i[step],
    g: run.g[step],
    o: run.o[step],
    c: run.c[step],
    h: run.h[step],
  };
}
