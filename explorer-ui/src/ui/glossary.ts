// SPDX-License-Identifier: Apache-2.0
/** The words of the page with their meanings, folded away at its foot. */

import type { Strings } from "../i18n";
import { el } from "./dom";
import { rich } from "./math";

export interface Glossary {
  element: HTMLDetailsElement;
  /** Unfolds it and takes the reader there. */
  visit(): void;
}

export function glossary(t: Strings): Glossary {
  const summary = el("summary", {}, t.words);
  const entries = t.glossary.flatMap(([word, meaning]) => [
    el("dt", {}, ...rich(word)),
    el("dd", {}, ...rich(meaning)),
  ]);
  const element = el("details", { class: "glossary" }, summary, el("dl", {}, ...entries));
  return {
    element,
    visit() {
      element.open = true;
      summary.focus({ preventScroll: true });
      element.scrollIntoView({ block: "start" });
    },
  };
}
