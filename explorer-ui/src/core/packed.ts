// SPDX-License-Identifier: Apache-2.0
/** Packed numbers of the page's data to Float64Array. */

import type { Packed } from "../data";

/** The numbers, row-major; NaN stays NaN. Throws where the bytes do not fit the shape. */
export function unpack(packed: Packed): Float64Array {
  const bytes = Uint8Array.from(atob(packed.data), (letter) => letter.charCodeAt(0));
  const numbers = decode(packed, bytes);
  const size = packed.shape.reduce((product, length) => product * length, 1);
  if (numbers.length !== size) {
    throw new Error(`packed numbers: shape ${packed.shape} needs ${size} numbers, got ${numbers.length}`);
  }
  return numbers;
}

function decode(packed: Packed, bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer);
  switch (packed.dtype) {
    case "float64":
      return read(bytes.length / 8, (k) => view.getFloat64(8 * k, true));
    case "float32":
      return read(bytes.length / 4, (k) => view.getFloat32(4 * k, true));
    case "float16":
      return read(bytes.length / 2, (k) => half(view.getUint16(2 * k, true)));
    case "uint8": {
      const low = packed.low ?? 0;
      const width = ((packed.high ?? 1) - low) / 254;
      return read(bytes.length, (k) => (bytes[k] === 255 ? NaN : low + bytes[k] * width));
    }
  }
}

function read(count: number, at: (k: number) => number): Float64Array {
  const numbers = new Float64Array(count);
  for (let k = 0; k < count; k++) numbers[k] = at(k);
  return numbers;
}

/** IEEE 754 half precision. */
export function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
