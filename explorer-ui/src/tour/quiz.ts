// SPDX-License-Identifier: Apache-2.0
/** A question before the answer is shown. */

import type { App } from "../app";
import { button, type Child, el, renew } from "../ui/dom";
import { rich } from "../ui/math";

/** An answer; a wrong one says in a sentence why it is not right. */
export interface Option {
  words: string;
  why?: string;
}

export interface Question {
  key: string;
  ask: string;
  options: readonly Option[];
  right: number;
  reveal: string;
}

/** The question, or its answer once given; `answered` runs when that changes. */
export function quiz(app: App, question: Question, answered: () => void): HTMLElement {
  const { t } = app;
  const element = el("section", { class: "card quiz", "aria-live": "polite", "data-quiz": question.key });
  const choose = (k: number) => {
    app.tour.answered.set(question.key, k);
    draw();
    answered();
  };
  function verdict(chosen: number): Child[] {
    const right = chosen === question.right;
    return [
      chosen >= 0 && el("strong", {}, right ? t.tour.right : t.tour.wrong),
      t.space,
      el("span", { "data-key": "why" }, ...rich(question.options[chosen]?.why ?? "")),
      t.space,
      ...rich(question.reveal),
    ];
  }
  function draw(): void {
    const chosen = app.tour.answered.get(question.key);
    const open = chosen === undefined;
    renew(
      element,
      el("h3", {}, t.tour.question),
      el("p", {}, ...rich(question.ask)),
      el(
        "div",
        { class: "options" },
        ...question.options.map(({ words }, k) =>
          button(words, () => choose(k), {
            disabled: !open,
            "data-option": k,
            class: open ? null : k === question.right ? "is-right" : k === chosen ? "is-wrong" : null,
          }),
        ),
        open && button(t.tour.show, () => choose(-1), { class: "quiet", "data-option": "show" }),
      ),
      !open && el("p", { class: "reveal" }, ...verdict(chosen)),
    );
  }
  draw();
  return element;
}

/** Three different options, the right one at a place that depends on the step. */
export function options(right: string, others: readonly Option[], turn: number): { options: Option[]; right: number } {
  const seen = new Set([right]);
  const wrong = others.filter(({ words }) => !seen.has(words) && seen.add(words)).slice(0, 2);
  const place = turn % (wrong.length + 1);
  return { options: [...wrong.slice(0, place), { words: right }, ...wrong.slice(place)], right: place };
}
