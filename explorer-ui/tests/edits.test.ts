// SPDX-License-Identifier: Apache-2.0
/** Zero, open, freeze: what is held, from where, and what follows. */

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { PageData } from "../src/data";
import { type Edit, reaches, withEdit } from "../src/core/edits";
import { compute } from "../src/core/model";
import { column } from "../src/core/statistics";

const page = JSON.parse(readFileSync(new URL("fixtures/cell.json", import.meta.url), "utf8")) as PageData;
const model = page.models.find(({ id }) => id === "both directions")!;
const sample = model.samples[0];
const edit = (change: Partial<Edit>): Edit => ({
  layer: 0,
  direction: 0,
  gate: "f",
  unit: 1,
  from: 3,
  hold: 0,
  ...change,
});
const run = (...edits: Edit[]) => compute(model, sample, edits).traces;
const base = run();

test("zero from a step on: the cell is only what is written", () => {
  const trace = run(edit({}))[0][0];
  expect(Array.from(column(trace, "f", 1)).slice(3)).toEqual([0, 0, 0, 0]);
  const written = (t: number) => column(trace, "i", 1)[t] * column(trace, "g", 1)[t];
  expect(column(trace, "c", 1)[5]).toBeCloseTo(written(5), 12);
  expect(Array.from(column(trace, "c", 1)).slice(0, 3)).toEqual(Array.from(column(base[0][0], "c", 1)).slice(0, 3));
});

test("freeze keeps the value of its first step", () => {
  const trace = run(edit({ hold: "freeze", gate: "i" }))[0][0];
  const gate = column(trace, "i", 1);
  expect(gate[3]).toBe(column(base[0][0], "i", 1)[3]);
  expect([gate[4], gate[6]]).toEqual([gate[3], gate[3]]);
});

test("only once, and all units", () => {
  const trace = run(edit({ unit: null, once: true, hold: 1 }))[0][0];
  for (let u = 0; u < 4; u++) expect(column(trace, "f", u)[3]).toBe(1);
  expect(column(trace, "f", 0)[4]).not.toBe(1);
});

test("the reverse direction goes on to the left", () => {
  const trace = run(edit({ direction: 1 }))[0][1];
  expect(Array.from(column(trace, "f", 1)).slice(0, 4)).toEqual([0, 0, 0, 0]);
  expect(column(trace, "f", 1)[4]).toBe(column(base[0][1], "f", 1)[4]);
});

test("upper layers feel it, the other direction of the same layer does not", () => {
  const traces = run(edit({}));
  expect(traces[0][1].values.h).toEqual(base[0][1].values.h);
  expect(traces[1][1].values.h).not.toEqual(base[1][1].values.h);
});

describe("lists of edits", () => {
  test("the same place is replaced, another is added", () => {
    const one = withEdit([], edit({}));
    expect(withEdit(one, edit({ hold: 1 }))).toEqual([edit({ hold: 1 })]);
    expect(withEdit(one, edit({ from: 4 }))).toHaveLength(2);
  });
  test("reach", () => {
    expect([2, 3, 4].map((t) => reaches(edit({}), t))).toEqual([false, true, true]);
    expect([2, 3, 4].map((t) => reaches(edit({ direction: 1 }), t))).toEqual([true, true, false]);
    expect([2, 3, 4].map((t) => reaches(edit({ once: true }), t))).toEqual([false, true, false]);
  });
});
