// SPDX-License-Identifier: Apache-2.0
/** Gates held by hand: zero, open, freeze or set any gate of any unit, from a step on. */

import type { Gate } from "../data";
import type { Visit } from "./cell";

export interface Edit {
  layer: number;
  direction: number;
  gate: Gate;
  /** null: all units of the layer. */
  unit: number | null;
  /** First step, in the direction's own reading order (the reverse one goes on to the left). */
  from: number;
  /** True: only at `from`. */
  once?: boolean;
  /** A number to hold; "freeze" keeps the value that the gate has at `from`. */
  hold: number | "freeze";
}

/** The hook for one direction, or undefined where nothing is edited. Later edits win. */
export function visitor(edits: readonly Edit[], layer: number, direction: number): Visit | undefined {
  const mine = edits.filter((edit) => edit.layer === layer && edit.direction === direction);
  if (!mine.length) return undefined;
  const frozen = mine.map(() => new Map<number, number>());
  return (gate, step, unit, value) => {
    let held = value;
    mine.forEach((edit, k) => {
      if (edit.gate !== gate || (edit.unit !== null && edit.unit !== unit)) return;
      if (!reaches(edit, step)) return;
      if (edit.hold === "freeze") {
        if (!frozen[k].has(unit)) frozen[k].set(unit, held);
        held = frozen[k].get(unit)!;
      } else held = edit.hold;
    });
    return held;
  };
}

/** Whether the edit holds at this step. */
export function reaches(edit: Edit, step: number): boolean {
  if (edit.once) return step === edit.from;
  return edit.direction === 1 ? step <= edit.from : step >= edit.from;
}

/** The edits with this one put last; an older one of the same gate, unit and steps gives way. */
export function withEdit(edits: readonly Edit[], edit: Edit): Edit[] {
  const same = (other: Edit) =>
    other.layer === edit.layer &&
    other.direction === edit.direction &&
    other.gate === edit.gate &&
    other.unit === edit.unit &&
    other.from === edit.from &&
    !other.once === !edit.once;
  return [...edits.filter((other) => !same(other)), edit];
}
