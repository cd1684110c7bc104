// SPDX-License-Identifier: Apache-2.0
/** All curves of the last chapter as numbers, at a few lags. */

import type { App } from "../app";
import type { Curve } from "../data";
import { scientific } from "../core/format";
import { el } from "../ui/dom";
import { rich } from "../ui/math";
import { nameOf } from "./networks";

const LAGS = [1, 10, 50, 99];

/** One row a curve; on a phone its name stands above its numbers. */
export function gradientTable(app: App, curves: readonly Curve[]): HTMLElement {
  const words = app.t.tour.gradient;
  const lags = LAGS.filter((lag) => curves.every(({ mean }) => lag < mean.length));
  const cells = (curve: Curve) =>
    lags.map((lag) =>
      el(
        "td",
        { class: "n", "data-key": `gradient-${curve.id}`, "data-step": lag },
        curve.mean[lag] === 0 ? words.none : scientific(curve.mean[lag]),
      ),
    );
  const rows = (curve: Curve) => {
    const name = rich(nameOf(app, curve));
    return app.narrow
      ? [
          el("tr", { class: "name" }, el("th", { scope: "rowgroup", colspan: lags.length }, ...name)),
          el("tr", {}, ...cells(curve)),
        ]
      : [el("tr", {}, el("th", { scope: "row" }, ...name), ...cells(curve))];
  };
  const heads = lags.map((lag) => el("th", { scope: "col" }, words.at(lag)));
  return el(
    "table",
    { class: "gradients" },
    el("thead", {}, el("tr", {}, app.narrow ? null : el("td", {}), ...heads)),
    ...curves.map((curve) => el("tbody", {}, ...rows(curve))),
  );
}
