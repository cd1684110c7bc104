// SPDX-License-Identifier: Apache-2.0
/** What the model predicts at the step, as it has it and with the gates held. */

import type { App } from "../app";
import type { Model, Sample } from "../data";
import { percent, short } from "../core/format";
import { type Outlook, ranked, rowAt } from "../core/head";
import { realStep } from "../core/shown";
import { say } from "../i18n";
import { el, renew } from "../ui/dom";

const MOST = 6;

export function prediction(app: App, model: Model, sample: Sample) {
  const { t, language } = app;
  const head = model.head;
  const body = el("div", { class: "prediction", "aria-live": "polite" });
  const element = head && el("div", {}, el("h3", {}, say(head.name, language) || t.explore.prediction), body);

  function show(outlook: Outlook | undefined, base: Outlook | undefined, step: number, edited: boolean): void {
    if (!head || !outlook || !base) return;
    const [row, before] = [rowAt(outlook, step), rowAt(base, step)];
    const target = sample.targets?.[outlook.each ? step : 0];
    const order = head.kind === "linear" ? Array.from(row.keys()) : ranked(row);
    const shownLabels = order.slice(0, MOST);
    const write = (value: number) =>
      head.kind === "linear" ? `${short(value)} ${say(head.unit, language)}`.trim() : percent(value, 1);
    const most = head.kind === "linear" ? Math.max(...[...row, ...before].map(Math.abs), 1e-9) : 1;
    renew(
      body,
      el(
        "p",
        { class: "note" },
        outlook.each ? t.explore.predictionAt(realStep(sample, step)) : t.explore.predictionOnce,
        t.comma,
        el("b", { "data-key": "edited" }, edited ? t.explore.edited : t.explore.asModel),
      ),
      el(
        "ol",
        { class: "odds" },
        ...shownLabels.map((k) =>
          el(
            "li",
            { class: k === target && head.kind !== "linear" ? "target" : null },
            el("span", { class: "odd-name" }, written(say(head.labels[k], language))),
            el(
              "span",
              { class: "odd-bar", "aria-hidden": "true" },
              edited && el("i", { class: "was", style: `width:${(100 * Math.abs(before[k])) / most}%` }),
              el("i", { style: `width:${(100 * Math.abs(row[k])) / most}%` }),
            ),
            el("span", { class: "n", "data-key": "odds", "data-label": k }, write(row[k])),
            // the room is always there: a page that moves under the pointer spoils a drag
            el(
              "span",
              { class: "note was" },
              edited && el("span", { "data-key": "odds-was", "data-label": k }, t.explore.was(write(before[k]))),
            ),
          ),
        ),
      ),
      order.length > MOST && el("p", { class: "note" }, t.explore.more(order.length - MOST)),
      target !== undefined &&
        target >= 0 &&
        el(
          "p",
          { class: "note" },
          t.explore.truth + t.colon,
          el("b", {}, head.kind === "linear" ? write(target) : written(say(head.labels[target], language))),
        ),
      outlook.each &&
        head.kind !== "linear" &&
        el(
          "p",
          { class: "note", "data-key": "changed" },
          edited
            ? t.explore.changed(outlook.rows.filter((each, k) => ranked(each)[0] !== ranked(base.rows[k])[0]).length)
            : "\u00a0",
        ),
    );
  }
  return { element, show };
}

/** White space made visible. */
const written = (label: string): string => (label === " " ? "␣" : label === "\n" ? "↵" : label);
