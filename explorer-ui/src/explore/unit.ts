// SPDX-License-Identifier: Apache-2.0
/** One unit: diagram, equation, values over time, time scale, saturation. */

import type { App } from "../app";
import type { Field, Gate, Sample } from "../data";
import { bracket, fixed, percent, short, steps as stepCount } from "../core/format";
import { reaches } from "../core/edits";
import { FIELDS, type Trace } from "../core/model";
import { realStep, valueBefore } from "../core/shown";
import { column, conditions, follower, saturation, stepsReading, timeScale } from "../core/statistics";
import { chart } from "../ui/chart";
import { limitOf } from "../ui/colour";
import { diagram, type Moment } from "../ui/diagram";
import { el, renew } from "../ui/dom";
import { math } from "../ui/math";
import type { Pane } from "./state";

export interface UnitOptions {
  sample: Sample;
  trace: Trace;
  /** What is read at a step, in a few letters. */
  reads: (step: number) => string;
  go: (step: number) => void;
  pick: (place: number) => void;
  hold?: (gate: Gate, value: number, unit: number) => void;
}

export function unitPanel(app: App, { sample, trace: base, reads, go, pick, hold }: UnitOptions) {
  const { t, explore: state } = app;
  let unit = 0;
  const cell = diagram({
    t,
    narrow: true,
    label: t.diagram,
    onGate: hold && ((gate, value) => hold(gate, value, unit)),
  });
  const name = el("h3", { class: "unit-name", "data-key": "unit" });
  const equation = el("div", { class: "equation" });
  const facts = el("div", { class: "facts" });
  const complaint = el("span", { class: "note", role: "status" });
  const search = el("input", {
    type: "search",
    size: 9,
    "data-do": "search",
    "aria-label": t.explore.searchFor,
    title: t.explore.searchFor,
    placeholder: t.explore.search,
    onchange: () => {
      const found = search.value ? sought(search.value) : { says: "" };
      if (found.place !== undefined) pick(found.place);
      complaint.textContent = found.says;
    },
  });
  /** By its number; else the unit that stands out where that text is read. */
  function sought(asked: string): { place?: number; says: string } {
    if (/^\s*\d+\s*$/.test(asked)) {
      const place = base.units.indexOf(Number(asked));
      return place < 0 ? { says: t.explore.noUnit(asked) } : { place, says: "" };
    }
    const best = follower(base, state.field, stepsReading(sample.tokens ?? [], asked));
    if (!best) return { says: t.explore.noText(asked) };
    const { place, by } = best;
    return {
      place,
      says: t.explore.follows(base.units[place], t.field[state.field], asked, short(Math.abs(by)), by > 0),
    };
  }
  const plot = (label: string, low: number, high: number) =>
    chart({
      label,
      yLabel: label,
      xLabel: t.axes.step,
      low,
      high,
      height: 150,
      steps: base.steps,
      legend: true,
      onStep: go,
      xTick: (step) => String(realStep(sample, step)),
    });
  const gates = plot(t.axes.gates(["f", "i", "o"].join(t.comma)), 0, 1);
  const states = plot(t.axes.states(["c", "g", "h"].join(t.comma)), -1, 1);
  function show(trace: Trace, place: number, step: number, pane: Pane): void {
    unit = trace.units[place];
    const before = (field: "c" | "h") => valueBefore(sample, trace, field, place, pane.layer, pane.direction, step);
    const now = Object.fromEntries(FIELDS.map((field) => [field, read(trace, field, place, step)])) as Record<
      Field,
      number
    >;
    const m: Moment = { ...now, c_prev: before("c"), h_prev: before("h"), x: reads(step) };
    const held = Object.fromEntries(
      (["i", "f", "g", "o"] as const).map((gate) => [
        gate,
        pane.edits.some(
          (edit) =>
            edit.layer === pane.layer &&
            edit.direction === pane.direction &&
            edit.gate === gate &&
            (edit.unit === null || edit.unit === unit) &&
            reaches(edit, step),
        ),
      ]),
    );
    const own = Object.fromEntries(
      (["i", "f", "g", "o"] as const).map((gate) => [gate, read(base, gate, place, step)]),
    );
    cell.show(m, held, own);
    name.textContent = t.explore.unitName(unit);
    const gap = Number.isNaN(m.c_prev) && !Number.isNaN(m.c); // the step before was left out
    renew(
      equation,
      gap
        ? el("p", { class: "note" }, t.explore.gap)
        : math(
            `c_t = \`${fixed(m.f)}\` × \`${bracket(m.c_prev)}\` + \`${fixed(m.i)}\` × \`${bracket(m.g)}\` = \`${short(m.c)}\``,
            { "data-key": "equation-c" },
          ),
    );
    const lines = (fields: Field[]) =>
      fields.map((field) => ({
        values: column(trace, field, place),
        colour: `var(--${field})`,
        label: `${field} ${t.field[field]}`,
      }));
    const limit = Math.max(limitOf("c", column(trace, "c", place)), limitOf("c", column(base, "c", place)));
    states.limits(-limit, limit);
    gates.show(lines(["f", "i", "o"]), step);
    states.show(lines(["c", "g", "h"]), step);
    renew(facts, ...unitFacts(app, trace, place));
  }

  return {
    element: el(
      "div",
      {},
      el("div", { class: "unit-head" }, name, search),
      complaint,
      cell.element,
      equation,
      hold && el("p", { class: "hint" }, t.explore.dragHint),
    ),
    charts: el("div", {}, el("h3", {}, t.explore.overTime), gates.element, states.element, facts),
    show,
    destroy() {
      gates.stop();
      states.stop();
    },
  };
}

/** A value of a unit; NaN where a projection left no hidden state of its own. */
function read(trace: Trace, field: Field, place: number, step: number): number {
  const values = trace.values[field];
  const width = values.length / trace.steps;
  return place < width ? values[step * width + place] : NaN;
}

function unitFacts(app: App, trace: Trace, place: number) {
  const { t } = app;
  const of = (field: Field) => column(trace, field, place);
  const row = (gate: "f" | "i" | "o") => {
    const { left, right } = saturation(of(gate));
    return el(
      "li",
      { "data-key": `saturation-${gate}` },
      t.explore.saturationRow(t.field[gate], percent(left), percent(right)),
    );
  };
  return [
    el(
      "p",
      {},
      el("b", {}, t.explore.timeScale),
      t.colon,
      el("span", { "data-key": "time-scale" }, t.explore.timeScaleValue(stepCount(timeScale(of("f"))))),
    ),
    el(
      "ul",
      {},
      row("f"),
      row("i"),
      row("o"),
      ...conditions(trace, place).map((condition) => el("li", { class: "condition" }, t.explore.conditions[condition])),
    ),
  ];
}
