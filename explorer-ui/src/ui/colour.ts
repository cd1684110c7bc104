// SPDX-License-Identifier: Apache-2.0
/** Colours that every reader can tell apart: viridis for gates, orange to blue for signed values. */

import type { Field } from "../data";

export type Theme = "light" | "dark";
type RGB = readonly [number, number, number];

// Ten points of matplotlib's viridis (CC0), straight lines between them.
const VIRIDIS: RGB[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 74, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [109, 205, 89],
  [180, 222, 44],
  [253, 231, 37],
];
const SIGNED: Record<Theme, RGB[]> = {
  light: [
    [156, 66, 8],
    [224, 125, 44],
    [246, 196, 144],
    [245, 244, 240],
    [150, 200, 228],
    [42, 133, 184],
    [6, 76, 122],
  ],
  dark: [
    [255, 178, 102],
    [224, 125, 44],
    [126, 66, 24],
    [34, 39, 46],
    [22, 76, 112],
    [42, 133, 184],
    [138, 206, 240],
  ],
};
const MISSING: Record<Theme, RGB> = { light: [190, 30, 110], dark: [240, 90, 160] };

function between(stops: RGB[], share: number): RGB {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const k = Math.min(Math.floor(place), stops.length - 2);
  const part = place - k;
  return [0, 1, 2].map((c) => Math.round(stops[k][c] * (1 - part) + stops[k + 1][c] * part)) as unknown as RGB;
}

export const isGate = (field: Field): boolean => field === "i" || field === "f" || field === "o";

/** Colour of a value: gates on 0..1, all others on −limit..limit; NaN has a colour of its own. */
export function rgb(field: Field, value: number, limit: number, theme: Theme): RGB {
  if (Number.isNaN(value)) return MISSING[theme];
  return isGate(field) ? between(VIRIDIS, value) : between(SIGNED[theme], (value / limit + 1) / 2);
}

export const css = ([r, g, b]: RGB): string => `rgb(${r},${g},${b})`;

/** Relative luminance, as WCAG 2 defines it. */
const luminance = (colour: RGB): number => {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

/** Black or white, whichever reads better: at luminance 0.179 both have a contrast of 4.58, elsewhere one has more. */
export const inkOn = (colour: RGB): string => (luminance(colour) > 0.179 ? "#000" : "#fff");

/** Fixed limits said beside each map: 1 for candidate and hidden state, for cells the next of these. */
export function limitOf(field: Field, values: Float64Array): number {
  if (field !== "c") return 1;
  const most = values.reduce((top, value) => (Math.abs(value) > top ? Math.abs(value) : top), 0);
  return [1, 2, 3, 5, 10, 30, 100, 300, 1000].find((limit) => most <= limit) ?? 1000;
}
