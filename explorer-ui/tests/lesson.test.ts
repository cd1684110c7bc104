// SPDX-License-Identifier: Apache-2.0
/** The first page's cell does what its words say. */

import { expect, test } from "vitest";
import { fixed } from "../src/core/format";
import { chanceOfA, runLesson, runPlain, sequence } from "../src/core/lesson";
import { outcomes } from "../src/hold/outcome";
import { computeHold, moveGate, newHold, releaseGate } from "../src/hold/state";

const END = 9;

test("the first step shown is 0.97 × 0.81 + 0.12 × 0.35 = 0.83", () => {
  const run = runLesson(sequence(0));
  expect([run.f[1], run.c[0], run.i[1], run.g[1], run.c[1]].map((value) => fixed(value))).toEqual([
    "0.97",
    "0.81",
    "0.12",
    "0.35",
    "0.83",
  ]);
});

test("the cell remembers A and B; the plain unit answers both alike", () => {
  const ends = [0, 1].map((first) => chanceOfA(runLesson(sequence(first)).h[END]));
  expect(ends[0]).toBeGreaterThan(0.9);
  expect(ends[1]).toBeLessThan(0.1);
  const plain = [0, 1].map((first) => chanceOfA(runPlain(sequence(first))[END]));
  expect(Math.abs(plain[0] - plain[1])).toBeLessThan(0.2);
});

test("holding the forget gate at 0.5 drains the memory; given back, it is as before", () => {
  const state = newHold();
  const own = computeHold(state).run.c[END];
  moveGate(state, "f", 0.5);
  const drained = computeHold(state);
  expect(drained.run.f[5]).toBe(0.5);
  expect(Math.abs(drained.run.c[END])).toBeLessThan(0.1);
  const [{ task, ...told }] = outcomes(state, drained);
  expect(task).toBe("half");
  expect(told).toEqual({ f: 0.5, n: 4, share: 0.5 ** 4, old: drained.run.c[0], at: 4, c: drained.run.c[4] });
  releaseGate(state, "f");
  expect(computeHold(state).run.c[END]).toBe(own);
});

test("one wipe in the middle is enough", () => {
  const state = newHold();
  Object.assign(state, { step: 4, once: true });
  moveGate(state, "f", 0);
  const lesson = computeHold(state);
  expect(lesson.run.f[5]).not.toBe(0);
  const [{ task, ...told }] = outcomes(state, lesson);
  expect(task).toBe("wipe");
  const { c, h } = lesson.run;
  expect(told).toEqual({ at: 4, old: c[3], c: c[4], end: c[END], chanceA: chanceOfA(h[END]) });
  expect(c[4]).toBeCloseTo(lesson.run.i[4] * lesson.run.g[4], 12); // what that step wrote, and nothing else
});

test("the other symbol can be forged", () => {
  const state = newHold();
  moveGate(state, "i", 1);
  moveGate(state, "g", -1);
  moveGate(state, "f", 0.5);
  const lesson = computeHold(state);
  const told = outcomes(state, lesson).find(({ task }) => task === "other");
  expect(told).toMatchObject({ claims: "B", c: lesson.run.c[END], held: ["f", "i", "g"] });
});

test("a gate held too late, or let go too early, has not halved enough", () => {
  const late = newHold();
  late.step = 7;
  moveGate(late, "f", 0.5);
  expect(outcomes(late, computeHold(late))).toEqual([]);
  const early = newHold();
  moveGate(early, "f", 0.5);
  early.step = 3;
  moveGate(early, "f", 1);
  expect(outcomes(early, computeHold(early))).toEqual([]);
});

test("above 1 the plain unit latches on", () => {
  expect(chanceOfA(runPlain(sequence(0), 1.6)[END])).toBeGreaterThan(0.9);
});
