// SPDX-License-Identifier: Apache-2.0
/** What x_t is at a step, in a few letters, for the diagram. */

import type { Sample } from "../data";
import { short } from "../core/format";
import { unpack } from "../core/packed";
import { MOST_INPUTS } from "../ui/tokens";

/** The symbol read; where numbers go in, the numbers, unless they stand for words. */
export function reading(sample: Sample, step: number): string {
  const width = sample.x?.shape[1] ?? 0;
  const token = sample.tokens?.[step];
  const numbers = sample.x && (width <= MOST_INPUTS || sample.series || token === undefined);
  if (numbers) return some(unpack(sample.x!).subarray(step * width, (step + 1) * width));
  if (sample.series && !sample.ids) return short(unpack(sample.series[0].values)[step]);
  return token === " " ? "␣" : token === "\n" ? "↵" : (token ?? "").slice(0, 16);
}

const some = (values: Float64Array): string =>
  Array.from(values.subarray(0, MOST_INPUTS), short).join(", ") + (values.length > MOST_INPUTS ? ", …" : "");
