// SPDX-License-Identifier: Apache-2.0
/** The panel that zeroes, opens or freezes gates, and lists what is held. */

import type { App } from "../app";
import type { Gate, Model } from "../data";
import { fixed } from "../core/format";
import type { Edit } from "../core/edits";
import { button, el, renew, select } from "../ui/dom";
import type { Pane } from "./state";

type Action = "zero" | "open" | "freeze" | "half";
const VALUES: Record<Action, number | "freeze"> = { zero: 0, open: 1, freeze: "freeze", half: 0.5 };

export interface EditOptions {
  model: Model;
  pane: Pane;
  editable: boolean;
  /** All units of the layer are held, there is no single one to choose. */
  whole: boolean;
  now: () => number;
  hold: (gate: Gate, value: number | "freeze", unit: number | null) => void;
  change: () => void;
}

export function editPanel(app: App, { model, pane, editable, whole, now, hold, change }: EditOptions) {
  const { t } = app;
  const words = t.explore;
  if (!editable) {
    const bytes = model.weights_left_out;
    const size = bytes ? words.noWeightsSize((bytes / 1e6).toFixed(1)) : "";
    return {
      element: el("div", {}, el("h3", {}, words.hold), el("p", { class: "note" }, words.noWeights(size))),
      show: () => undefined,
    };
  }
  let gate: Gate = "f";
  let action: Action = "zero";
  let all: "one" | "all" = whole ? "all" : "one";
  const whom = el("span", { class: whole ? "note" : null }, whole && words.units.all);
  const from = el("span", { class: "note" });
  const list = el("ul", { class: "edits" });
  const apply = button(words.apply, () => hold(gate, VALUES[action], all === "all" ? null : pane.unit), {
    class: "primary small",
    "data-do": "apply",
  });
  const form = el(
    "div",
    { class: "edit-form" },
    select(
      words.gate,
      (["f", "i", "g", "o"] as const).map((value) => ({ value, label: `${value} ${t.gate[value]}` })),
      gate,
      (value) => {
        gate = value;
      },
      { "data-do": "gate" },
    ),
    select(
      words.action,
      (Object.keys(VALUES) as Action[]).map((value) => ({ value, label: words.actions[value] })),
      action,
      (value) => {
        action = value;
      },
      { "data-do": "action" },
    ),
    whom,
    apply,
  );

  function line(edit: Edit): string {
    const what =
      edit.hold === "freeze"
        ? words.what.freeze
        : edit.hold === 0
          ? words.what.zero
          : edit.hold === 1
            ? words.what.open
            : words.what.value(fixed(edit.hold));
    const layer = words.layerName(edit.layer) + (edit.direction ? ` (${words.reverse})` : "");
    return words.editLine(
      t.gate[edit.gate],
      edit.unit === null ? words.units.all : words.units.one(edit.unit),
      layer,
      what,
      edit.from,
    );
  }
  let shownUnit = -1;
  function show(): void {
    if (!whole && shownUnit !== pane.unit) {
      shownUnit = pane.unit;
      renew(
        whom,
        select(
          words.of,
          [
            { value: "one" as const, label: words.units.one(pane.unit) },
            { value: "all" as const, label: words.units.all },
          ],
          all,
          (value) => {
            all = value;
          },
          { "data-do": "whom" },
        ),
      );
    }
    from.textContent = words.from + t.colon + (pane.direction ? words.scope.onReverse(now()) : words.scope.on(now()));
    renew(
      list,
      ...(pane.edits.length
        ? pane.edits.map((edit) =>
            el(
              "li",
              {},
              line(edit),
              " ",
              button(
                "×",
                () => {
                  pane.edits = pane.edits.filter((each) => each !== edit);
                  change();
                },
                { class: "small", "aria-label": words.remove + t.colon + line(edit) },
              ),
            ),
          )
        : [el("li", { class: "note" }, words.nothing)]),
    );
    clear.hidden = !pane.edits.length;
  }
  const clear = button(
    words.clear,
    () => {
      pane.edits = [];
      change();
    },
    { class: "quiet", "data-do": "clear" },
  );
  return { element: el("div", {}, el("h3", {}, words.hold), form, from, list, clear), show };
}
