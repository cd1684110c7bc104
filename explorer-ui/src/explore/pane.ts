// SPDX-License-Identifier: Apache-2.0
/** One pane: a model on a sample, its input, maps, unit, prediction and the gates held. */

import type { App } from "../app";
import type { Gate, Sample } from "../data";
import { withEdit } from "../core/edits";
import { short } from "../core/format";
import { computable, compute, type Result, type Trace } from "../core/model";
import { realStep, show } from "../core/shown";
import { unpack } from "../core/packed";
import { column, range, sorted, widest } from "../core/statistics";
import { say, type Strings } from "../i18n";
import { limitOf } from "../ui/colour";
import { el, renew } from "../ui/dom";
import { tokenStrip } from "../ui/tokens";
import { editPanel } from "./holding";
import { colourScale, maps } from "./maps";
import { honesty } from "./notes";
import { prediction } from "./prediction";
import { selectors } from "./selectors";
import type { Pane } from "./state";
import { unitPanel } from "./unit";

export interface PaneView {
  element: HTMLElement;
  steps(): number;
  /** The number of a step in the whole sample. */
  real(step: number): number;
  /** Draws what depends on the step. */
  step(): void;
  /** Draws everything. */
  all(): void;
  /** Moves to another unit, in the order shown. */
  unit(by: number): void;
  destroy(): void;
}

export interface PaneCalls {
  go: (step: number) => void;
  stop: () => void;
  rebuild: () => void;
}

export function paneView(app: App, pane: Pane, index: number, calls: PaneCalls): PaneView {
  const { t, data, explore: state, language } = app;
  const model = data!.models.find(({ id }) => id === pane.model)!;
  const sample = model.samples.find(({ id }) => id === pane.sample)!;
  const base = show(model, sample);
  const trace = base.traces[pane.layer][pane.direction];
  if (!trace.units.includes(pane.unit)) {
    pane.unit = trace.units[widest(trace)];
    pane.opened = { unit: pane.unit };
  }
  const editable = computable(model, sample);
  const narrow = app.narrow || state.panes.length === 2;
  let result: Result = base;
  let order: number[] = [];
  const now = () => Math.min(state.step, trace.steps - 1);
  const go = (step: number) => {
    calls.stop();
    calls.go(step);
  };
  const pick = (place: number, step?: number) => {
    pane.unit = trace.units[place];
    if (step !== undefined) go(step);
    drawUnit();
  };
  const hold = (gate: Gate, value: number | "freeze", unit: number | null) => {
    pane.edits = withEdit(pane.edits, {
      layer: pane.layer,
      direction: pane.direction,
      gate,
      unit,
      from: now(),
      hold: value,
    });
    recompute();
  };

  const unitLimit = () => limitOf(state.field, column(trace, state.field, trace.units.indexOf(pane.unit)));
  const key = el("span", {});
  const strip = tokenStrip(app, {
    sample,
    get field() {
      return state.field;
    },
    get limit() {
      return unitLimit();
    },
    go,
  });
  const picture = maps(app, sample, trace, pick);
  const unit = unitPanel(app, {
    sample,
    trace,
    go,
    reads: (step) => reading(sample, step),
    pick,
    hold: editable ? hold : undefined,
  });
  const why = el("p", { class: "note", "data-key": "opened" });
  const says = prediction(app, model, sample);
  const edits = editPanel(app, { model, pane, editable, now, hold, change: recompute });
  const notes = honesty(app, model, sample, base);

  function values() {
    return result.traces[pane.layer][pane.direction];
  }
  function recompute(): void {
    result = pane.edits.length && editable ? compute(model, sample, pane.edits) : base;
    all();
  }
  function drawUnit(): void {
    const place = trace.units.indexOf(pane.unit);
    strip.show(column(values(), state.field, place), now());
    renew(key, strip.coloured && colourScale(app, state.field, unitLimit()));
    picture.cursor(order, place, now());
    unit.show(values(), place, now(), pane);
    why.textContent = pane.unit === pane.opened?.unit ? openedOn(t, pane.opened, trace) : "";
    edits.show();
  }
  function step(): void {
    drawUnit();
    says.show(result.outlook, base.outlook, now(), pane.edits.length > 0);
  }
  function all(): void {
    order = sorted(trace, state.order);
    picture.draw(values(), order);
    step();
  }

  const element = el(
    "section",
    { class: `pane${narrow ? " slim" : ""}`, "data-pane": index },
    selectors(app, pane, calls.rebuild),
    el("p", { class: "note" }, [say(model.note, language), say(sample.note, language)].filter(Boolean).join(" ")),
    strip.empty
      ? null
      : el("section", { class: "card" }, el("h3", { class: "with-scale" }, t.explore.input, key), strip.element),
    el(
      "div",
      { class: "pane-grid" },
      el(
        "div",
        { class: "column" },
        el("section", { class: "card" }, picture.element),
        el("section", { class: "card" }, unit.charts),
      ),
      el(
        "div",
        { class: "column" },
        says.element && el("section", { class: "card" }, says.element),
        el("section", { class: "card unit-card" }, why, unit.element),
        el("section", { class: "card" }, edits.element),
      ),
    ),
    notes,
  );
  if (pane.edits.length && editable) result = compute(model, sample, pane.edits);
  return {
    element,
    step,
    all,
    steps: () => trace.steps,
    real: (at) => realStep(sample, Math.min(at, trace.steps - 1)),
    unit(by) {
      const place = order.indexOf(trace.units.indexOf(pane.unit)) + by;
      if (order[place] !== undefined) pick(order[place]);
    },
    destroy() {
      strip.destroy();
      picture.destroy();
      unit.destroy();
      renew(element);
    },
  };
}

/** Why the pane opened on this unit. */
function openedOn(t: Strings, { unit, step }: NonNullable<Pane["opened"]>, trace: Trace): string {
  if (step !== undefined) return t.explore.opened.story(unit, step);
  const { low, high } = range(column(trace, "c", trace.units.indexOf(unit)));
  return t.explore.opened.widest(unit, short(low), short(high));
}

/** What is read at a step, in a few letters. */
function reading(sample: Sample, step: number): string {
  const token = sample.tokens?.[step];
  if (token !== undefined) return token === " " ? "␣" : token === "\n" ? "↵" : token.slice(0, 16);
  const series = sample.series?.[0];
  return series ? short(unpack(series.values)[step]) : "";
}
