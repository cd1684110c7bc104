// SPDX-License-Identifier: Apache-2.0
/** The tour in English. */

export const tour = {
  title: "A tour of the cell",
  chapters: "Chapters",
  previous: "Back",
  next: "Next",
  toExplorer: "To the explorer",
  here: "The step below: the cell of the first page reads",
  textbook: "Text-book",
  pytorch: "PyTorch",
  spelling: "Two spellings of one thing",
  spellingNote:
    "One dense layer on the joined vector $[h_{t−1}, x_t]$ is the same as one on $h_{t−1}$ plus one on $x_t$. Here $x_t$ is 1 in the place of the symbol read and 0 elsewhere, so only that column counts.",
  question: "Before you look",
  right: "Yes.",
  wrong: "Not quite.",
  show: "Just show me",
  curve: {
    sigmoid: "σ turns any number into one between 0 and 1",
    tanh: "tanh turns any number into one between −1 and 1",
  },
  curveAxis: "before",
  curveValue: "after",
  story: "From a trained model",
  open: "Open in the explorer",
  noStory: "This page was made without the trained stories.",
  storyUnit: (unit: number, of: number, layer: number, direction: string) =>
    `Layer ${layer} of this model has ${of} ${of > 1 ? "units, each" : "unit,"} with gates and a memory of its own${direction && `, in each direction`}; shown is unit ${unit}, counted from 0${direction && `, ${direction}`}.`,
  storyHidden: "The curves of the unit appear with the answer.",
  forget: {
    name: "Forget gate",
    title: "The forget gate: how much of the memory stays",
    text: [
      "The cell state $c$ is the memory. Before anything new is written, the **forget gate** decides what share of the old memory passes: 1 keeps all of it, 0 wipes it out.",
      "It looks at two things: the hidden state $h_{t−1}$ from one step ago and the present input $x_t$. A **dense layer** makes one number of them: a weighted sum, each of the two times its **weight** $W$, plus a constant, the **bias** $b$. Then **σ**, the sigmoid, squeezes that number into the range from 0 to 1.",
    ],
    ask: (pre: string) => `The dense layer gives ${pre}. What will $f_t$ be?`,
    why: {
      rest: (f: string) => `${f} is what is lost, 1 − $f_t$; the gate is the share that stays.`,
      half: "σ gives 0.50 only for 0; above 0 it gives more, below 0 less.",
    },
    reveal: (f: string, old: string, kept: string) => `$f_t$ = σ(…) = ${f}: of the old memory ${old}, ${kept} stays.`,
  },
  input: {
    name: "Input gate",
    title: "Input gate and candidate: what is written",
    text: [
      "The **candidate** $g_t$ is what could be written: a tanh, so between −1 and 1.",
      "The **input gate** $i_t$ decides how much of it is: near 0 the cell ignores the present input, near 1 it writes all of the candidate. What reaches the memory is the product of the two.",
    ],
    ask: (i: string, g: string) => `The input gate is at ${i}, the candidate is ${g}. How much will be written?`,
    why: {
      sum: "This is gate plus candidate; a gate does not add, it multiplies.",
      whole: "This is the whole candidate, as if the gate were at 1.",
    },
    reveal: (i: string, g: string, w: string) => `${i} × ${g} = ${w}. A gate near zero lets hardly anything through.`,
  },
  cell: {
    name: "Cell update",
    title: "The cell update: the carousel",
    text: [
      "Now the memory moves one step on: what was kept, plus what is written. **There is no dense layer and no squashing on this line**, only one product and one sum for each unit.",
      "With $f_t$ at 1 and $i_t$ at 0 the value goes round unchanged, step after step. This is why it was called the constant error carousel. While the network learns, the **gradient** travels the same line backwards: it says how much a small change of each number would change the error. Along this line it is multiplied by $f_t$ and by nothing else. (More of it comes round through $h_t$ and the gates: chapter 6.)",
    ],
    ask: (f: string, c: string, i: string, g: string) =>
      `$f_t$ = ${f}, $c_{t−1}$ = ${c}, $i_t$ = ${i}, $g_t$ = ${g}. What will $c_t$ be?`,
    why: {
      ungated: "This leaves both gates out: $c_{t−1}$ + $g_t$.",
      crossed: "This is the forget gate times the candidate; that gate multiplies the old memory.",
      written: "This is only what is written, $i_t g_t$; what was kept of the old memory comes to it.",
    },
    reveal: (line: string) => `${line}.`,
    noDense: "No $W$, no σ, no tanh here.",
  },
  output: {
    name: "Output gate",
    title: "The output gate: what is shown",
    text: [
      "Not all that a cell remembers matters now. The **output gate** decides how much of the memory is shown to the rest of the network as the hidden state $h_t$.",
      "The memory goes through tanh first, so that what is shown stays between −1 and 1. $h_t$ is also what all four dense layers read at the next step.",
      "So $c_t$ can be large while $h_t$ is near 0: with the output gate nearly shut, the memory is kept but not shown, and can be shown later.",
    ],
    ask: (o: string, c: string) => `The output gate is at ${o}, the memory is ${c}. What will $h_t$ be?`,
    why: {
      sum: "This is gate plus memory; a gate does not add, it multiplies.",
      whole: "This is tanh($c_t$), all of the memory, as if the gate were at 1.",
    },
    reveal: (o: string, tanh: string, h: string) => `$h_t$ = $o_t$ tanh($c_t$) = ${o} × ${tanh} = ${h}.`,
  },
  both: {
    name: "Both directions",
    title: "Both directions: the sentence read from two sides",
    text: [
      "One LSTM knows only what came before. A **bidirectional** layer runs a second one from the end of the sentence to its beginning, with weights of its own, and joins the two hidden states at every step: $[h→_t ; h←_t]$.",
      "At each character the forward half knows the left side, the reverse half the right side. Choose a character to see what each half has read.",
    ],
    ask: "At 爱, which characters has the reverse half read?",
    options: [
      { words: "我 and 爱", why: "That is what the forward half has read." },
      { words: "国, 中 and 爱" },
      { words: "all four", why: "我 lies before 爱: coming from the end, the reverse half reads it last." },
    ],
    reveal:
      "The reverse half begins at the end: 国, 中, 爱. Only joined with the forward half (我, 爱) is the whole sentence known.",
    forward: "forward",
    reverse: "reverse",
    joined: "joined",
    has: (read: string) => `has read ${read}`,
    cost: "What it costs",
    costNote: (D: number, H: number) =>
      `One layer, ${D} inputs, ${H} units in each direction. Parameters are the numbers that are learnt: weights and biases. A multiply-add is one multiplication and the addition that goes with it; those of the weighted sums of one step are counted.`,
    costRows: {
      one: "one-way LSTM",
      two: "bidirectional LSTM",
      parameters: "parameters",
      adds: "multiply-adds",
      width: "width of its output",
      knows: "knows at step t",
    },
    left: "steps 0 to t",
    all: "the whole sentence",
    wait: "The price is not only the double work: a bidirectional layer must wait for the end, so it cannot predict as a stream comes in.",
    stacked: "A second bidirectional layer reads both halves (twice the width), so a stack costs more than twice.",
  },
  gradient: {
    name: "Gradients",
    title: "Why an RNN’s gradient dies, and when the carousel’s does not",
    text: [
      "To learn that a symbol long ago mattered, the **gradient** must travel back through all steps between: d$L$/d$c$ says by how much the loss $L$, one number that measures the error at the end, changes when $c$ at that step changes a little; d$L$/d$h$ says the same of $h$. In a plain RNN each step multiplies it by the same matrix and by the slope of tanh, which is at most 1: it shrinks (or grows) like a power.",
      "In an LSTM there is a direct path along the cell state, and on it each step multiplies the gradient by $f_t$ alone. A gate near 1 lets it pass. **But the gate must be there**: at the usual initialisation (the random weights before training) $f$ is about 0.5, and the gradient of the LSTM dies almost as fast. A forget bias $b_f$, the constant in the forget gate’s dense layer, of 1 or more changes that.",
    ],
    paths: (name: string, lag: number, direct: string, total: string) =>
      `**The direct path is not all.** A change of $c$ also changes $h$, and through $h$ the gates and candidates of all units at the next step, and so the cell states again. d$L$/d$c$ is the sum over all these ways. It is no product of gates, and nothing keeps it below 1: for “${name}” the direct path keeps ${direct} after ${lag} steps, all ways together ${total}.`,
    ask: "An error comes back over 50 steps. With f = 0.5 at each step, how much of it is left on the direct path?",
    options: [
      { words: "about a half", why: "That is what is left after a single step." },
      { words: "about a hundredth", why: "That is left after 7 steps already: 0.5 to the power of 7 is 0.008." },
      { words: "less than 10⁻¹⁵" },
    ],
    reveal: "0.5 to the power of 50 is 9·10⁻¹⁶. With f = 0.97 it would be 0.22.",
    chart: "Gradient that is left, by how far it came back",
    axis: "lag: steps back from the loss",
    left: "gradient, as a share of that at lag 0",
    look: (lag: number, rnn: string, openName: string, open: string, shutName: string, shut: string) =>
      `**Look first** at the two solid lines, ${lag} steps back: of the RNN’s gradient ${rnn} is left, of that of “${openName}” ${open}. **Then** add “${shutName}”: ${shut}. Gates alone do not save the gradient, open gates do.`,
    networks: "Networks drawn",
    dashed: "Beside them, dashed",
    quantities: { none: "nothing", dc: "d$L$/d$c$", dh: "d$L$/d$h$", direct: "direct path" },
    terms:
      "Solid: the whole gradient, d$L$/d$c$ of the LSTMs and d$L$/d$h$ of the RNN. Direct path: the part of d$L$/d$c$ that comes along the cell state alone, the product of the forget gates. $b_f$: forget bias at the start. Chrono: an initialisation whose biases give the units time scales spread over a range of steps, here 1 to 99. Underflow: too small for the computer’s numbers.",
    table: "The same curves as numbers",
    at: (lag: number) => `lag ${lag}`,
    none: "underflow",
    seeds: (n: number, H: number) => `Real runs: ${n} seeds, ${H} units.`,
    missing: "This page was made without the measured gradients.",
    own: "Try it: the same gate at every step",
    ownGate: "forget gate f",
    ownSteps: "steps back",
    ownLeft: (f: string, n: number, left: string) => `${f} to the power of ${n} = ${left}`,
  },
};
