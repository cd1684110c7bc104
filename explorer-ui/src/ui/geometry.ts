// SPDX-License-Identifier: Apache-2.0
/** Where the parts of the cell diagram lie: one plan for wide places, one for phones. */

import type { Gate } from "../data";

export interface Geometry {
  width: number;
  height: number;
  left: number; // where c_{t-1} and h_{t-1} come in
  right: number; // where c_t and h_t go out
  belt: number; // y of the cell state's line
  bus: number; // y of the line that carries [h_{t-1}, x_t]
  multiply: number; // y of i ⊙ g and of o ⊙ tanh c
  tank: { top: number; height: number; width: number };
  x: Record<Gate, number>;
  out: number; // x where tanh c comes down
  inputX: number; // where x_t comes up
}

export const WIDE: Geometry = {
  width: 760,
  height: 416,
  left: 14,
  right: 746,
  belt: 44,
  bus: 354,
  multiply: 134,
  tank: { top: 192, height: 118, width: 74 },
  x: { f: 176, i: 308, g: 418, o: 540 },
  out: 634,
  inputX: 92,
};

export const NARROW: Geometry = {
  width: 372,
  height: 372,
  left: 4,
  right: 368,
  belt: 40,
  bus: 314,
  multiply: 114,
  tank: { top: 160, height: 112, width: 56 },
  x: { f: 80, i: 149, g: 218, o: 285 },
  out: 332,
  inputX: 22,
};

/** Height in the tank of a value: gates 0..1, the candidate −1..1. */
export function levelY(geometry: Geometry, gate: Gate, value: number): number {
  const share = gate === "g" ? (value + 1) / 2 : value;
  return geometry.tank.top + geometry.tank.height * (1 - Math.min(Math.max(share, 0), 1));
}

/** The value at a height: the inverse of levelY. */
export function valueAt(geometry: Geometry, gate: Gate, y: number): number {
  const share = Math.min(Math.max(1 - (y - geometry.tank.top) / geometry.tank.height, 0), 1);
  return gate === "g" ? 2 * share - 1 : share;
}

/** Line width of a value. */
export const thickness = (value: number): number =>
  Number.isFinite(value) ? 1.5 + 8.5 * Math.min(Math.abs(value), 1.2) : 1.5;
