// SPDX-License-Identifier: Apache-2.0
/** All words of the page in English; $…$ is mathematics, **…** stands out. */

import { tour } from "./en-tour";
import { explore } from "./en-explore";
import { glossary } from "./en-glossary";

export const en = {
  name: "English",
  title: "Inside an LSTM",
  views: { hold: "Hold a cell", tour: "Tour", explore: "Explorer" },
  sections: "Sections",
  language: "中文",
  languageLabel: "Show this page in Chinese",
  theme: { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" },
  gate: { f: "forget gate", i: "input gate", g: "candidate", o: "output gate" },
  gateShort: { f: "forget", i: "input", g: "candidate", o: "output" },
  field: {
    i: "input gate",
    f: "forget gate",
    g: "candidate",
    o: "output gate",
    c: "cell state",
    h: "hidden state",
  },
  comma: ", ",
  colon: ": ",
  dash: " — ",
  space: " ", // between sentences
  quoted: (text: string) => ` “${text}”`,
  play: "Play",
  pause: "Pause",
  back: "Step back",
  forward: "Step forward",
  step: (now: number, last: number) => `Step ${now} (0 to ${last})`,
  stepLabel: "Step",
  words: "Glossary",
  wordsLabel: "Glossary: the words of this page and what they mean",
  axes: {
    step: "step t",
    gates: (names: string) => `${names}: 0 shut, 1 open`,
    states: (names: string) => `${names}: values, no unit`,
  },
  footer: "One file, no network: all that you see is computed in this page from the numbers inside it.",
  diagram:
    "An LSTM cell. Blue lines carry positive values, orange ones negative values; a line is as wide as its value.",
  hold: {
    title: "Hold one memory in your hand",
    lead: (symbol: string) =>
      `An LSTM (long short-term memory) is a network that keeps memories. Here is one **unit** of it, one memory: it sees **${symbol}** once, then nine other symbols that distract it. At the end it is asked: was it A or B?`,
    counted:
      "Steps are counted from 0, here, in the stories, in the explorer and in the library’s own numbers: $t$ = 0 is the first symbol.",
    first: "Symbol to remember",
    lstm: "LSTM cell state",
    plain: "Plain RNN state",
    symbols: "Symbol read",
    says: "At the end",
    lstmSays: "LSTM",
    plainSays: "Plain RNN",
    chance: (symbol: string, chance: string) => `${symbol}: ${chance}`,
    right: "remembers",
    wrong: "is wrong",
    unsure: "is guessing",
    invite: "drag me",
    scope: "A gate you move is held",
    scopes: { on: "from this step on", once: "at this step only" },
    reset: "Give the gates back",
    equation: "The new memory: the cell state",
    kept: "kept",
    written: "written",
    shown: "What is shown of it: the hidden state",
    readout: (c: string, h: string, chance: string) =>
      `$c_t$ = ${c}, $h_t$ = ${h}; asked now, the LSTM would say A: ${chance}`,
    plainFormula:
      "An RNN (recurrent neural network) reads step by step too and hands its state on. The plain unit has no gate: at every step all it holds goes through one squashing, tanh, into −1 to 1:",
    plainNote:
      "Everything it holds shrinks to about $u$ of its size at each step. With $u$ above 1 one unit can hold on, but then it cannot let go, and it is hard to learn: the last chapter of the tour shows why.",
    weight: "its weight u",
    tries: "Try",
    tasks: {
      half: "Hold the forget gate at 0.50 from step 1 on. How many steps until less than a tenth is left?",
      wipe: "Forget on purpose: hold it at 0 at a single step in the middle.",
      other: "Make the cell claim the other symbol. Which gates do you need?",
    },
    happened: {
      and: ", ",
      half: (n: number, product: string, old: string, left: string, at: number, c: string) =>
        `Each step kept half of what was there: after ${n} steps ${product}, less than a tenth. Of the old memory ${old}, ${left} is left; what the cell holds beyond that at step ${at} ($c_{${at}}$ = ${c}) was written meanwhile.`,
      wipe: (at: number, old: string, c: string, end: string, chance: string) =>
        `At step ${at} the old memory ${old} was multiplied by 0: nothing of it is left. $c_{${at}}$ = ${c} is only what that step wrote; later steps keep a share of that and add to it, and none can bring ${old} back. The cell ends at ${end}; asked then, it says A: ${chance}.`,
      other: (c: string, h: string, claims: string, chance: string, held: string) =>
        `The cell ends at ${c} and shows ${h}: with that sign the answer is ${claims} (${chance}). You held: ${held}. To change its mind, values of the other sign had to be written, input gate × candidate; forgetting alone leaves it guessing.`,
    },
    done: "done",
    next: "Next: the tour, gate by gate",
    hint: "A gate is a number that says how much passes: 0 nothing, 1 all. The candidate (−1 to 1) is what could be written. Drag one, or focus it and use the arrow keys (Shift for larger steps, Delete to give it back).",
    source:
      "The weights of this one cell are set by hand so that the numbers are easy to read; the stories of the tour come from models that were trained.",
  },
  tour,
  explore,
  glossary,
};
