// SPDX-License-Identifier: Apache-2.0
/** The page's data as Python writes it and the page reads it; explained in ../FORMAT.md. */

/** Words in the page's languages; a plain string is shown in both. */
export type Words = string | { en: string; zh: string };

/** Base64 of little-endian numbers in row-major order; float32 unless said otherwise. */
export interface Packed {
  dtype: "float64" | "float32" | "float16" | "uint8";
  shape: number[];
  data: string;
  /** uint8 only: value = low + byte / 254 · (high − low); byte 255 is NaN. */
  low?: number;
  high?: number;
}

export type Gate = "i" | "f" | "g" | "o";
export type Field = Gate | "c" | "h";

export interface PageData {
  format: 1;
  /** Version of the library that wrote it. */
  version: string;
  title?: Words;
  /** The view that opens first. */
  start?: "hold" | "tour" | "explore";
  models: Model[];
  stories?: Story[];
  gradient?: Gradient;
}

export interface Model {
  id: string;
  name: Words;
  /** What it was trained on and how well it does, in a sentence or two. */
  note?: Words;
  /** Bottom to top. */
  layers: Layer[];
  /** Input symbols; ids of samples count into it. */
  vocabulary?: string[];
  /** [V, input_size]; left out where symbols go in one-hot. */
  embedding?: Packed;
  head?: Head;
  samples: Sample[];
  /** Bytes of weights that were left out of the page because they are too many. */
  weights_left_out?: number;
}

export interface Layer {
  name?: string;
  input_size: number;
  hidden_size: number;
  /** Forward, then reverse where the layer is bidirectional. */
  directions: Direction[];
}

export interface Direction {
  /** Left out together where the page shall not compute (see Model.weights_left_out). */
  weights?: Weights;
  /** Numbers of the units in the trace, where it holds only some of them. */
  units?: number[];
}

/** PyTorch's order i, f, g, o along the first axis. */
export interface Weights {
  weight_ih: Packed; // [4H, input_size]
  weight_hh: Packed; // [4H, P]
  bias?: Packed; // [4H], b_ih + b_hh
  weight_hr?: Packed; // [P, H], with a projection
}

export interface Head {
  weight: Packed; // [K, width of the top layer's output]
  bias?: Packed; // [K]
  /** softmax: probabilities of K labels; sigmoid: K independent; linear: numbers. */
  kind: "softmax" | "sigmoid" | "linear";
  /** each: every step's output; last: the last step's; final: h_n of the directions, joined; mean. */
  reads: "each" | "last" | "final" | "mean";
  labels: Words[];
  /** What is predicted: "next character", "label of the word". */
  name?: Words;
  /** linear only, per label: shown = value · scale + offset, in `unit`. */
  scale?: number[];
  offset?: number[];
  unit?: Words;
}

export interface Sample {
  id: string;
  name: Words;
  note?: Words;
  steps: number;
  /** What is written along time, one a step: characters, words, dates. */
  tokens?: string[];
  /** The input, one of: ids into the vocabulary, or x [steps, input_size]. */
  ids?: number[];
  x?: Packed;
  /** Drawn over time, in the user's units. */
  series?: Series[];
  /** Initial states; zeros where left out. As layers × directions. */
  state?: { h: Packed; c: Packed }[][];
  /** The library's numbers, layers × directions; what is missing is computed from the weights. */
  trace?: TraceOf[][];
  /** The library's predictions after the head's softmax or sigmoid: [steps, K] for each, else [K]. */
  predictions?: Packed;
  /** What was right: label numbers (−1 unknown) or values, one a step for each, else one. */
  targets?: number[];
  /** Steps shown where it holds only some: every `every`-th from `start`, of `of`. */
  thinned?: { start: number; every: number; of: number };
}

export interface Series {
  name: Words;
  unit?: Words;
  values: Packed; // [steps]
}

/** Each [steps, units shown]; h has P columns with a projection. */
export type TraceOf = Partial<Record<Field, Packed>>;

export interface Story {
  id: string;
  /** The chapter that tells it. */
  chapter: "forget" | "input" | "cell" | "output" | "both";
  title: Words;
  /** Read before the question: what the model reads and what is at stake, without the answer. */
  setting: Words[];
  /** The step that the story turns on: the charts, and the explorer, go there. */
  focus: number;
  /** Paragraphs, the answer; {f@12} or {f@12u3} stands for a number of the trace, see FORMAT.md. */
  text: Words[];
  model: string;
  sample: string;
  layer: number;
  direction: number;
  unit: number;
  /** Drawn over time, first one colours the text. */
  fields: Field[];
  marks?: { step: number; words: Words }[];
  /** Asked before the text is shown. */
  question?: { words: Words; options: Answer[]; right: number };
}

/** A wrong one says in a sentence why it is not right; its numbers are filled in as in the text. */
export interface Answer {
  words: Words;
  why?: Words;
}

export interface Gradient {
  /** |dL/d·| at lag k over its value at lag 0: sizes, seeds, and how it was made, in a sentence. */
  note: Words;
  /** Shell command that makes the numbers. */
  command?: string;
  seeds: number;
  hidden_size: number;
  curves: Curve[];
}

export interface Curve {
  id: string;
  name: Words;
  cell: "rnn" | "lstm";
  /** Total derivatives by h or c; direct: dL/dc along the cell state alone, the product of f. */
  quantity: "dh" | "dc" | "direct";
  /** Index is the lag; geometric mean over seeds. */
  mean: number[];
  /** Lowest and highest seed, or 10 and 90 percent; the note says which. */
  low?: number[];
  high?: number[];
}
