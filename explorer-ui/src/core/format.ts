// SPDX-License-Identifier: Apache-2.0
/** Numbers as the page writes them. */

/** Fixed decimals, with a real minus sign, never "−0.00"; "NaN" and "∞" are said. */
export function fixed(value: number, digits = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value < 0 ? "−∞" : "∞";
  const text = grouped(Math.abs(value).toFixed(digits));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** Two decimals, fewer where the number is large. */
export function short(value: number): string {
  const size = Math.abs(value);
  return fixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : 2);
}

export function percent(share: number, digits = 0): string {
  return `${fixed(100 * share, digits)} %`;
}

/** A number of steps: "3.2", "41", "> 9,999". */
export function steps(value: number): string {
  if (value > 9999) return "> 9,999";
  return fixed(value, value < 10 ? 1 : 0);
}

/** Powers of ten for very small shares: 0.12, 4.0·10⁻⁹. */
export function scientific(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return fixed(value, 0);
  const power = Math.floor(Math.log10(Math.abs(value)));
  if (power >= -2 && power < 4) return fixed(value, power >= 1 ? 0 : 1 - power);
  return `${fixed(value / 10 ** power, 1)}·10${superscript(power)}`;
}

export function superscript(power: number): string {
  return String(power).replace(/./g, (sign) => (sign === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(sign)]));
}

/** Thousands set apart by commas, as everywhere in the project: 1,248. */
export const grouped = (value: number | string): string =>
  String(value).replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");

/** A negative factor in brackets. */
export const bracket = (value: number): string => (value < -0.005 ? `(${fixed(value)})` : fixed(value));
