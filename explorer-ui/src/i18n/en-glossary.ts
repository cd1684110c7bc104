// SPDX-License-Identifier: Apache-2.0
/** The glossary in English: a word, and what it means on this page. */

export const glossary: [word: string, meaning: string][] = [
  ["step, $t$", "One position of the sequence: a symbol, a word, a day, a visit. Counted from 0."],
  [
    "unit",
    "One memory with its three gates and its candidate. Many of them side by side are a layer; both are counted from 0.",
  ],
  ["cell state, $c$", "The memory of a unit: any number, carried from step to step."],
  [
    "hidden state, $h$",
    "What a unit shows of its memory, between −1 and 1: $h_t = o_t$ tanh$(c_t)$. The next step reads it, and so does all that comes after the layer.",
  ],
  [
    "gate: $f$, $i$, $o$",
    "A number between 0 (shut) and 1 (open) that something is multiplied by: forget gate, input gate, output gate.",
  ],
  ["candidate, $g$", "What could be written into the memory, between −1 and 1; $i_t g_t$ is what is written."],
  ["sigmoid σ, tanh", "Two curves that squeeze any number: σ into 0 to 1, tanh into −1 to 1."],
  ["dense layer", "A weighted sum of all its inputs plus a constant: $W x + b$, with weights $W$ and bias $b$."],
  ["parameters", "The numbers that are learnt: all weights and biases."],
  ["multiply-add", "One multiplication and the addition that goes with it: the unit in which work is counted."],
  [
    "RNN",
    "Recurrent neural network: reads step by step and hands a state on. The plain one has no gates; the LSTM is one with gates.",
  ],
  ["bidirectional", "A layer of two halves, one reading from each end; their hidden states are joined."],
  ["loss, $L$", "One number that measures how wrong a network is; training makes it smaller."],
  [
    "gradient: d$L$/d$c$, d$L$/d$h$",
    "By how much the loss changes when $c$, or $h$, of a step changes a little. What is learnt from far back comes by it.",
  ],
  [
    "carousel, direct path",
    "The line of the cell state: a value on it is multiplied by the forget gate and added to; a gradient going back along it is only multiplied.",
  ],
  ["lag", "How many steps lie between a step and the loss, or the step that reads it."],
  [
    "initialisation, seed",
    "The random weights before training; a seed is the number that the random generator starts from.",
  ],
  [
    "forget bias, $b_f$",
    "The constant in the forget gate’s dense layer. The larger at the start, the nearer to 1 the gate begins: σ(1) = 0.73, σ(3) = 0.95.",
  ],
  [
    "chrono",
    "An initialisation that spreads the forget biases so that the units begin with memories of different length, over a given range of steps.",
  ],
  ["time scale", "Steps until a memory has shrunk to 1/e, 37 %, if nothing is written."],
  ["saturated", "Said of a gate that is nearly shut (below 0.1) or nearly open (above 0.9)."],
  ["trace", "All gates and states of every step, as the library recorded them."],
  [
    "nat",
    "Unit of surprise: −ln of the probability, or density, that a model gave to what then came. 0.69 nats are one coin toss; less is better.",
  ],
  ["volatility", "The usual size of a price’s ups and downs in a day: their standard deviation, in percent."],
  ["standard deviation", "The usual distance of values from their mean."],
];
