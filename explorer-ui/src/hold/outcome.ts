// SPDX-License-Identifier: Apache-2.0
/** The three small tasks: which of them the present state fulfils, and with what numbers. */

import { chanceOfA, SYMBOLS } from "../core/lesson";
import type { Gate } from "../data";
import type { HoldState, Lesson } from "./state";

export type Task = "half" | "wipe" | "other";
export const TASKS: readonly Task[] = ["half", "wipe", "other"];

/** What happened, in numbers; the words are in i18n. */
export type Outcome =
  | { task: "half"; f: number; n: number; share: number; old: number; at: number; c: number }
  | { task: "wipe"; at: number; old: number; c: number; end: number; chanceA: number }
  | { task: "other"; c: number; h: number; claims: string; chance: number; held: Gate[] };

const TENTH = 0.1;

export const outcomes = (state: HoldState, lesson: Lesson): Outcome[] =>
  [half(state, lesson), wipe(state, lesson), other(state, lesson)].filter((found) => found !== null);

/** The forget gate at one half until less than a tenth of the old memory is left. */
function half({ edits }: HoldState, { run }: Lesson): Outcome | null {
  const edit = edits.find(({ gate, once, from, hold }) => gate === "f" && !once && from > 0 && near(hold, 0.5));
  if (!edit) return null;
  let share = 1;
  for (let at = edit.from; at < run.f.length && near(run.f[at], 0.5); at++) {
    share *= run.f[at];
    if (share >= TENTH) continue;
    const n = at - edit.from + 1;
    return { task: "half", f: run.f[at], n, share, old: run.c[edit.from - 1], at, c: run.c[at] };
  }
  return null;
}

/** The forget gate at 0 for one step, with a memory lost by it. */
function wipe({ edits }: HoldState, { run, own }: Lesson): Outcome | null {
  const edit = edits.find(({ gate, once, from, hold }) => gate === "f" && once && from > 0 && hold === 0);
  const end = run.c.length - 1;
  if (!edit || Math.abs(run.c[end]) > 0.7 * Math.abs(own.c[end])) return null;
  const at = edit.from;
  return { task: "wipe", at, old: run.c[at - 1], c: run.c[at], end: run.c[end], chanceA: chanceOfA(run.h[end]) };
}

/** The answer at the end is the symbol that was not read. */
function other({ first, edits }: HoldState, { run }: Lesson): Outcome | null {
  const end = run.c.length - 1;
  const chanceA = chanceOfA(run.h[end]);
  const chance = first === 0 ? 1 - chanceA : chanceA;
  if (chance <= 0.8) return null;
  const held = (["f", "i", "g", "o"] as const).filter((gate) => edits.some((edit) => edit.gate === gate));
  return { task: "other", c: run.c[end], h: run.h[end], claims: SYMBOLS[1 - first], chance, held };
}

const near = (value: number | "freeze", wanted: number): boolean => Math.abs(Number(value) - wanted) < 0.015;
