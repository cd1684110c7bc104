// SPDX-License-Identifier: Apache-2.0
/** One pane: a model on a sample, its input, maps, unit, prediction and the gates held. */

import type { App } from "../app";
import type { Gate } from "../data";
import { withEdit } from "../core/edits";
import { short } from "../core/format";
import { computable, compute, type Result, type Trace } from "../core/model";
import { realStep, show } from "../core/shown";
import { column, means, range, sorted, widest } from "../core/statistics";
import { say, type Strings } from "../i18n";
import { limitOf } from "../ui/colour";
import { type Child, el, renew } from "../ui/dom";
import { tokenStrip } from "../ui/tokens";
import { editPanel } from "./holding";
import { layerPanel } from "./layer";
import { colourScale, maps } from "./maps";
import { honesty } from "./notes";
import { prediction } from "./prediction";
import { selectors } from "./selectors";
import type { Pane } from "./state";
import { reading } from "./reading";
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
  const { whole } = state;
  const narrow = app.narrow || state.panes.length === 2;
  let result: Result = base;
  let order: number[] = [];
  const now = () => Math.min(state.step, trace.steps - 1);
  const go = (step: number) => {
    calls.stop();
    calls.go(step);
  };
  const pick = (place: number, step?: number) => {
    if (!whole) pane.unit = trace.units[place];
    if (step !== undefined) go(step);
    drawStep();
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

  /** What colours the text: the unit's values, or the layer's means. */
  const colouring = (of: Trace) =>
    whole ? means(of, state.field) : column(of, state.field, trace.units.indexOf(pane.unit));
  const limit = () => limitOf(state.field, colouring(trace));
  const key = el("span", {});
  const strip = tokenStrip(app, {
    sample,
    get field() {
      return state.field;
    },
    get limit() {
      return limit();
    },
    go,
  });
  const picture = maps(app, sample, trace, pick);
  const unit = whole
    ? null
    : unitPanel(app, {
        sample,
        trace,
        go,
        reads: (step) => reading(sample, step),
        pick,
        hold: editable ? hold : undefined,
      });
  const layer = whole ? layerPanel(app) : null;
  const why = el("p", { class: "note", "data-key": "opened" });
  const says = prediction(app, model, sample);
  const edits = editPanel(app, { model, pane, editable, whole, now, hold, change: recompute });
  const notes = honesty(app, model, sample, base);

  function values() {
    return result.traces[pane.layer][pane.direction];
  }
  function recompute(): void {
    result = pane.edits.length && editable ? compute(model, sample, pane.edits) : base;
    all();
  }
  function drawStep(): void {
    const place = trace.units.indexOf(pane.unit);
    strip.show(colouring(values()), now());
    renew(key, ...(strip.coloured ? [whole && t.explore.mean, colourScale(app, state.field, limit())] : []));
    picture.cursor(order, whole ? null : place, now());
    unit?.show(values(), place, now(), pane);
    why.textContent = pane.unit === pane.opened?.unit ? openedOn(t, pane.opened, trace) : "";
    edits.show();
  }
  function step(): void {
    drawStep();
    says.show(result.outlook, base.outlook, now(), pane.edits.length > 0);
  }
  function all(): void {
    order = sorted(trace, state.order);
    picture.draw(values(), order);
    layer?.show(values());
    step();
  }

  const card = (content: HTMLElement | undefined | null) => content && el("section", { class: "card" }, content);
  const stack = (...cards: Child[]) => el("div", { class: "column" }, ...cards);
  function panels(): HTMLElement[] {
    const [asked, held] = [card(says.element), card(edits.element)];
    if (layer)
      return [
        el("section", { class: "card" }, picture.element),
        el("div", { class: "pane-grid" }, stack(card(layer.element), held), stack(asked)),
      ];
    const cell = el("section", { class: "card unit-card" }, why, unit!.element);
    return [
      el("div", { class: "pane-grid" }, stack(card(picture.element), card(unit!.charts)), stack(asked, cell, held)),
    ];
  }
  const element = el(
    "section",
    { class: `pane${narrow ? " slim" : ""}`, "data-pane": index },
    selectors(app, pane, calls.rebuild),
    el("p", { class: "note" }, [say(model.note, language), say(sample.note, language)].filter(Boolean).join(t.space)),
    strip.empty
      ? null
      : el("section", { class: "card" }, el("h3", { class: "with-scale" }, t.explore.input, key), strip.element),
    ...panels(),
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
      if (whole) return;
      const place = order.indexOf(trace.units.indexOf(pane.unit)) + by;
      if (order[place] !== undefined) pick(order[place]);
    },
    destroy() {
      strip.destroy();
      picture.destroy();
      unit?.destroy();
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
