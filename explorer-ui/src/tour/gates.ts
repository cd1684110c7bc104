// SPDX-License-Identifier: Apache-2.0
/** What each of the four gate chapters lights, hides, computes and asks. */

import type { Gate } from "../data";
import { bracket, fixed } from "../core/format";
import lesson from "../core/lesson.json";
import { GATES } from "../core/cell";
import type { Strings } from "../i18n";
import type { Moment, Part } from "../ui/diagram";
import { options, type Question } from "./quiz";

export type GateChapter = "forget" | "input" | "cell" | "output";

export const LIT: Record<GateChapter, Part[]> = {
  forget: ["forget"],
  input: ["input", "candidate"],
  cell: ["cell"],
  output: ["output"],
};
/** Numbers not shown before the question is answered. */
export const HIDDEN: Record<GateChapter, string[]> = {
  forget: ["f", "kept", "c", "tanh", "h"],
  input: ["written", "c", "tanh", "h"],
  cell: ["c", "tanh", "h"],
  output: ["h"],
};
/** Gates whose dense layer is spelt out. */
export const LAYERS: Record<GateChapter, Gate[]> = { forget: ["f"], input: ["i", "g"], cell: [], output: ["o"] };

export interface Dense {
  gate: Gate;
  hidden: number; // weight of h_{t-1}
  input: number; // weight of the symbol read
  bias: number;
  pre: number;
}

/** The dense layer of one gate at one step of the small cell. */
export function dense(gate: Gate, symbol: number, h_prev: number): Dense {
  const row = GATES.indexOf(gate);
  const [hidden, input, bias] = [lesson.weight_hh[row][0], lesson.weight_ih[row][symbol], lesson.bias[row]];
  return { gate, hidden, input, bias, pre: hidden * h_prev + input + bias };
}

/** The two spellings, with their numbers; `value` is null before the answer. */
export function spellings(d: Dense, h_prev: number, value: number | null): { textbook: string; pytorch: string } {
  const { gate, hidden, input, bias, pre } = d;
  const fn = gate === "g" ? "tanh" : "σ";
  const n = (x: number) => `\`${fixed(x)}\``;
  const b = (x: number) => `\`${bracket(x)}\``;
  const result = `${fn}(${n(pre)}) = \`${value === null ? "?" : fixed(value)}\``;
  return {
    textbook: `${gate}_t = ${fn}(W_${gate} · [h_{t−1}, x_t] + b_${gate}) = ${fn}([${n(hidden)}, ${n(input)}] · [${n(h_prev)}, \`1\`] + ${b(bias)}) = ${result}`,
    pytorch: `${gate}_t = ${fn}(W_{h${gate}} h_{t−1} + W_{i${gate}} x_t + b_${gate}) = ${fn}(${n(hidden)} × ${b(h_prev)} + ${b(input)} × \`1\` + ${b(bias)}) = ${result}`,
  };
}

/** The lines without a dense layer; "?" for what is still hidden. */
export function products(chapter: GateChapter, m: Moment, open: boolean): string[] {
  const n = (x: number) => `\`${fixed(x)}\``;
  const b = (x: number) => `\`${bracket(x)}\``;
  const hide = (x: number) => `\`${open ? fixed(x) : "?"}\``;
  switch (chapter) {
    case "forget":
      return [`f_t c_{t−1} = ${hide(m.f)} × ${b(m.c_prev)} = ${hide(m.f * m.c_prev)}`];
    case "input":
      return [`i_t g_t = ${n(m.i)} × ${b(m.g)} = ${hide(m.i * m.g)}`];
    case "cell":
      return [`c_t = f_t c_{t−1} + i_t g_t = ${n(m.f)} × ${b(m.c_prev)} + ${n(m.i)} × ${b(m.g)} = ${hide(m.c)}`];
    case "output":
      return [`h_t = o_t tanh(c_t) = ${n(m.o)} × tanh(${n(m.c)}) = ${n(m.o)} × ${b(Math.tanh(m.c))} = ${hide(m.h)}`];
  }
}

/** What is asked of this step; each wrong answer is a mistake that is easily made, with its reason. */
export function question(chapter: GateChapter, t: Strings, m: Moment, pre: number, step: number): Question {
  const words = t.tour;
  const f = fixed;
  const make = (ask: string, right: number, others: [value: number, why: string][], reveal: string): Question => ({
    key: chapter,
    ask,
    reveal,
    ...options(
      f(right),
      others.map(([value, why]) => ({ words: f(value), why })),
      step,
    ),
  });
  switch (chapter) {
    case "forget": {
      const { ask, why, reveal } = words.forget;
      const others: [number, string][] = [
        [1 - m.f, why.rest(f(1 - m.f))],
        [0.5, why.half],
      ];
      return make(ask(f(pre)), m.f, others, reveal(f(m.f), f(m.c_prev), f(m.f * m.c_prev)));
    }
    case "input": {
      const { ask, why, reveal } = words.input;
      const others: [number, string][] = [
        [m.i + m.g, why.sum],
        [m.g, why.whole],
      ];
      return make(ask(f(m.i), f(m.g)), m.i * m.g, others, reveal(f(m.i), bracket(m.g), f(m.i * m.g)));
    }
    case "cell": {
      const { ask, why, reveal } = words.cell;
      const others: [number, string][] = [
        [m.c_prev + m.g, why.ungated],
        [m.f * m.g, why.crossed],
        [m.i * m.g, why.written],
      ];
      const line = `${f(m.f)} × ${bracket(m.c_prev)} + ${f(m.i)} × ${bracket(m.g)} = ${f(m.c)}`;
      return make(ask(f(m.f), f(m.c_prev), f(m.i), f(m.g)), m.c, others, reveal(line));
    }
    case "output": {
      const { ask, why, reveal } = words.output;
      const others: [number, string][] = [
        [m.o + m.c, why.sum],
        [Math.tanh(m.c), why.whole],
      ];
      return make(ask(f(m.o), f(m.c)), m.h, others, reveal(f(m.o), bracket(Math.tanh(m.c)), f(m.h)));
    }
  }
}
