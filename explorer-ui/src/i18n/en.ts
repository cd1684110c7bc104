// SPDX-License-Identifier: Apache-2.0
/** All words of the page in English; $…$ is mathematics, **…** stands out. */

import { tour } from "./en-tour";
import { explore } from "./en-explore";

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
  play: "Play",
  pause: "Pause",
  back: "Step back",
  forward: "Step forward",
  step: (now: number, of: number) => `Step ${now} of ${of}`,
  stepLabel: "Step",
  footer: "One file, no network: all that you see is computed in this page from the numbers inside it.",
  diagram:
    "An LSTM cell. Blue lines carry positive values, orange ones negative values; a line is as wide as its value.",
  hold: {
    title: "Hold one memory in your hand",
    lead: (symbol: string) =>
      `An LSTM is a network that keeps memories. Here is one: it sees **${symbol}** once, then nine other symbols that distract it. At the end it is asked: was it A or B?`,
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
    equation: "The new memory",
    kept: "kept",
    written: "written",
    shown: "What is shown",
    readout: (c: string, h: string, chance: string) =>
      `$c_t$ = ${c}, $h_t$ = ${h}; asked now, the LSTM would say A: ${chance}`,
    plainFormula: "The plain unit has no gate. At every step all it holds goes through one squashing:",
    plainNote:
      "Everything it holds shrinks to about $u$ of its size at each step. With $u$ above 1 one unit can latch on, but then it cannot let go, and it is hard to learn: the last chapter of the tour shows why.",
    weight: "its weight u",
    tries: "Try",
    tasks: {
      half: "Hold the forget gate at 0.50 from step 2 on. How many steps until less than a tenth is left?",
      wipe: "Forget on purpose: hold it at 0 at a single step in the middle.",
      other: "Make the cell claim the other symbol. Which gates do you need?",
    },
    done: "done",
    next: "Next: the tour, gate by gate",
    hint: "Drag a gate, or focus it and use the arrow keys (Shift for larger steps, Delete to give it back).",
    source:
      "The weights of this one cell are set by hand so that the numbers are easy to read; the stories of the tour come from models that were trained.",
  },
  tour,
  explore,
};
