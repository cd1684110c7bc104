// SPDX-License-Identifier: Apache-2.0
/** Numbers in and out, statistics, costs, colours, words. */

import { describe, expect, test } from "vitest";
import type { Field, Packed } from "../src/data";
import { cost } from "../src/core/cost";
import { fixed, grouped, percent, scientific, short, steps } from "../src/core/format";
import { type Trace } from "../src/core/model";
import { half, unpack } from "../src/core/packed";
import {
  conditions,
  firstNaN,
  follower,
  range,
  saturation,
  sorted,
  stepsReading,
  timeScale,
  widest,
} from "../src/core/statistics";
import { en } from "../src/i18n/en";
import { preferred } from "../src/i18n";
import { zh } from "../src/i18n/zh";
import { niceStep } from "../src/ui/chart";
import { inkOn, limitOf, rgb } from "../src/ui/colour";
import { levelY, NARROW, valueAt, WIDE } from "../src/ui/geometry";
import { byKey } from "../src/ui/tank";

const base64 = (array: { buffer: ArrayBufferLike }) => Buffer.from(array.buffer as ArrayBuffer).toString("base64");

describe("packed numbers", () => {
  const pack = (dtype: Packed["dtype"], array: { buffer: ArrayBufferLike; length: number }, more = {}): Packed => ({
    dtype,
    shape: [array.length],
    data: base64(array),
    ...more,
  });
  test("floats, with NaN", () => {
    expect(Array.from(unpack(pack("float32", Float32Array.of(0.5, NaN, -2))))).toEqual([0.5, NaN, -2]);
    expect(Array.from(unpack(pack("float64", Float64Array.of(0.1))))).toEqual([0.1]);
  });
  test("halves: 1, the smallest, −2, infinity", () => {
    expect([0x3c00, 0x0001, 0xc000, 0x7c00].map(half)).toEqual([1, 2 ** -24, -2, Infinity]);
    expect(half(0x7e00)).toBeNaN();
    expect(Array.from(unpack(pack("float16", Uint16Array.of(0x3555))))[0]).toBeCloseTo(1 / 3, 3);
  });
  test("bytes between low and high", () => {
    expect(Array.from(unpack(pack("uint8", Uint8Array.of(0, 127, 254, 255), { low: -1, high: 1 })))).toEqual([
      -1,
      0,
      1,
      NaN,
    ]);
  });
  test("a wrong shape is an error", () => {
    expect(() => unpack({ dtype: "uint8", shape: [3], data: base64(Uint8Array.of(1)) })).toThrow(
      "needs 3 numbers, got 1",
    );
  });
});

describe("written numbers", () => {
  test("fixed", () =>
    expect([fixed(-0.001), fixed(-1.5), fixed(-1234.5678, 4), fixed(NaN), fixed(Infinity)]).toEqual([
      "0.00",
      "−1.50",
      "−1,234.5678",
      "NaN",
      "∞",
    ]));
  test("short", () => expect([short(1234.5), short(123.45), short(1.234)]).toEqual(["1,235", "123.5", "1.23"]));
  test("others", () =>
    expect([percent(0.956), steps(3.19), steps(41.2), steps(Infinity), grouped(1234567)]).toEqual([
      "96 %",
      "3.2",
      "41",
      "> 9,999",
      "1,234,567",
    ]));
  test("scientific", () =>
    expect([scientific(8.9e-16), scientific(0.22), scientific(0.012), scientific(0)]).toEqual([
      "8.9·10⁻¹⁶",
      "0.22",
      "0.012",
      "0",
    ]));
});

function trace(fields: Partial<Record<Field, number[]>>, width: number): Trace {
  const length = Object.values(fields)[0]!.length;
  const values = Object.fromEntries(
    (["i", "f", "g", "o", "c", "h"] as const).map((field) => [
      field,
      Float64Array.from(fields[field] ?? Array(length).fill(0.5)),
    ]),
  ) as Trace["values"];
  return { width, units: Array.from({ length: width }, (_, u) => u), steps: length / width, values };
}

describe("statistics", () => {
  test("time scale of a constant gate is −1/ln f", () => {
    expect(timeScale(Float64Array.of(0.5, 0.5))).toBeCloseTo(1.4427, 4);
    expect(timeScale(Float64Array.of(1, 1))).toBe(Infinity);
    expect(timeScale(Float64Array.of(0, 1))).toBe(0);
  });
  test("saturation", () =>
    expect(saturation(Float64Array.of(0.05, 0.5, 0.95, 0.99))).toEqual({ left: 0.25, right: 0.5 }));
  test("conditions", () => {
    expect(conditions(trace({ h: [0, 0], f: [1, 1], o: [0, 0] }, 1), 0)).toEqual(["dead", "closed", "integrator"]);
    expect(conditions(trace({ i: [0, 0], f: [0, 0] }, 1), 0)).toEqual(["unwritten", "memoryless"]);
  });
  test("order by memory: short first", () => {
    const two = trace({ f: [0.9, 0.1, 0.9, 0.1], c: [0, 1, 5, 1] }, 2);
    expect(sorted(two, "memory")).toEqual([1, 0]);
    expect(sorted(two, "activity")).toEqual([0, 1]);
    expect(sorted(two, "number")).toEqual([0, 1]);
  });
  test("the unit with most to show has the widest range of c; NaN does not count", () => {
    expect(range(Float64Array.of(NaN, -1, 2))).toEqual({ low: -1, high: 2 });
    expect(widest(trace({ c: [5, 0, NaN, 1, 5, -2] }, 2))).toBe(1); // unit 0: 5 NaN 5, unit 1: 0 1 −2
    expect(widest(trace({ c: [NaN, NaN] }, 1))).toBe(0);
  });
  test("text is found as a token of its own, or at its end among letters", () => {
    expect(stepsReading(["the", "boy", "the"], "the")).toEqual([true, false, true]);
    expect(stepsReading([..."is in if"], "i")).toEqual([..."is in if"].map((c) => c === "i"));
    expect(stepsReading([..."an and"], "an")).toEqual([false, true, false, false, true, false]);
    expect(stepsReading([..."a\n b"], "↵␣")).toEqual([false, false, true, false]);
    expect(stepsReading([..."ab"], "c")).toEqual([false, false]);
  });

  test("the unit that stands out at some steps", () => {
    const moving = trace({ c: [0, 1, 1, 1, 0, 3] }, 2); // unit 0: 0 1 0, unit 1: 1 1 3
    expect(follower(moving, "c", [false, true, false])).toEqual({ place: 0, by: expect.closeTo(2.121, 3) });
    expect(follower(moving, "c", [false, false, true])).toEqual({ place: 1, by: expect.closeTo(2.121, 3) });
    expect(follower(moving, "c", [true, false, false])!.by).toBeLessThan(0);
    expect(follower(moving, "c", [false, false, false])).toBeNull();
    expect(follower(moving, "f", [true, false, false])).toBeNull(); // nothing moves
  });

  test("the first NaN, in reading order", () => {
    const bad = trace({ c: [0, 0, 0, NaN, NaN, 0] }, 2);
    expect(firstNaN([[bad]])).toEqual({ layer: 0, direction: 0, step: 1, unit: 1, field: "c" });
    expect(firstNaN([[trace({ c: [0] }, 1)]])).toBeNull();
  });
});

test("costs: exactly twice in one layer, more when stacked", () => {
  expect(cost(16, 32)).toEqual({ parameters: 4 * 32 * (16 + 32 + 2), multiplyAdds: 4 * 32 * 48 });
  expect(cost(16, 32, 1, 2).parameters).toBe(2 * cost(16, 32).parameters);
  expect(cost(16, 32, 2, 2).parameters).toBeGreaterThan(2 * cost(16, 32, 2).parameters);
});

test("colours: ends, NaN apart, readable ink", () => {
  expect(rgb("f", 0, 1, "light")).toEqual([68, 1, 84]);
  expect(rgb("f", 1, 1, "dark")).toEqual([253, 231, 37]);
  expect(rgb("c", 99, 3, "light")).toEqual(rgb("c", 3, 3, "light"));
  expect(rgb("c", NaN, 3, "light")).toEqual([190, 30, 110]);
  expect([inkOn([255, 255, 255]), inkOn([0, 0, 0])]).toEqual(["#000", "#fff"]);
  expect([
    limitOf("g", Float64Array.of(9)),
    limitOf("c", Float64Array.of(0.2)),
    limitOf("c", Float64Array.of(-4)),
  ]).toEqual([1, 1, 5]);
});

/** Colours as those see them who lack a kind of cone, at full strength (Machado, Oliveira, Fernandes 2009). */
const BLIND = {
  protan: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deutan: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritan: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const linear = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);

describe.each(Object.entries(BLIND))("colours for %s eyes", (_, m) => {
  const seen = (field: Field, value: number, theme: "light" | "dark") => {
    const [r, g, b] = rgb(field, value, 1, theme).map(linear);
    return [0, 3, 6].map((k) => m[k] * r + m[k + 1] * g + m[k + 2] * b);
  };
  const light = ([r, g, b]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
  const apart = (a: number[], b: number[]) => Math.hypot(...a.map((value, k) => value - b[k]));
  test("a gate that is more open is brighter", () => {
    const bright = Array.from({ length: 11 }, (_, k) => light(seen("f", k / 10, "light")));
    expect(bright).toEqual([...bright].sort((a, b) => a - b));
    expect(bright[10] - bright[0]).toBeGreaterThan(0.5);
  });
  test.each(["light", "dark"] as const)("signs are told apart, and size by brightness, %s", (theme) => {
    for (const size of [0.5, 0.75, 1]) {
      expect(apart(seen("c", size, theme), seen("c", -size, theme))).toBeGreaterThan(0.1);
    }
    for (const sign of [-1, 1]) {
      const bright = [0, 0.33, 0.67, 1].map((size) => light(seen("c", sign * size, theme)));
      const order = [...bright].sort((a, b) => (theme === "light" ? b - a : a - b));
      expect(bright).toEqual(order);
    }
  });
});

test("heights in a tank and back", () => {
  for (const plan of [WIDE, NARROW]) {
    for (const value of [0, 0.25, 1]) expect(valueAt(plan, "f", levelY(plan, "f", value))).toBeCloseTo(value);
    expect(valueAt(plan, "g", levelY(plan, "g", -0.5))).toBeCloseTo(-0.5);
  }
});

test("keys of a slider", () => {
  const key = (name: string, shiftKey = false) => byKey({ key: name, shiftKey }, 0.5, "f");
  expect([key("ArrowUp"), key("ArrowDown", true), key("PageUp"), key("Home"), key("End"), key("a")]).toEqual([
    0.51,
    0.4,
    0.6,
    0,
    1,
    null,
  ]);
  expect(byKey({ key: "Home", shiftKey: false }, 0, "g")).toBe(-1);
});

test("marks of an axis", () => expect([niceStep(90, 8), niceStep(9, 12), niceStep(1000, 4)]).toEqual([20, 1, 500]));

test("the browser's language", () => {
  expect([preferred(["zh-CN", "en"]), preferred(["de", "en-GB", "zh"]), preferred(["fr"])]).toEqual(["zh", "en", "en"]);
});

test("both languages have the same words", () => {
  const shape = (value: unknown): unknown =>
    typeof value === "object"
      ? Object.fromEntries(
          Object.entries(value as object)
            .map(([key, each]) => [key, shape(each)])
            .sort(),
        )
      : typeof value;
  expect(shape(zh)).toEqual(shape(en));
});
