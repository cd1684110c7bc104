// SPDX-License-Identifier: Apache-2.0
/** The explorer: one or two panes that share one step, one player, one order of units. */

import type { App, View } from "../app";
import type { Field } from "../data";
import { FIELDS } from "../core/model";
import type { Order } from "../core/statistics";
import { button, el, renew, select } from "../ui/dom";
import { player } from "../ui/player";
import { type PaneView, paneView } from "./pane";
import type { Pane } from "./state";

const ORDERS: Order[] = ["number", "memory", "activity", "saturation"];

export function exploreView(app: App): View {
  const { t, data, explore: state } = app;
  if (!data?.models.length || !state.panes.length) {
    return { element: el("div", {}, el("h1", {}, t.explore.title), el("p", { class: "lead" }, t.explore.empty)) };
  }
  let panes: PaneView[] = [];
  const place = el("div", { class: "panes" });
  const steps = () => Math.max(...panes.map((pane) => pane.steps()));
  const go = (step: number) => {
    state.step = step;
    panes.forEach((pane) => pane.step());
    play.update();
  };
  const play = player({
    t,
    steps,
    get: () => state.step,
    go,
    speeds: true,
    words: (step) => t.step(panes[0].real(step), panes[0].real(steps() - 1)),
  });
  const compare = button(
    "",
    () => {
      state.panes = state.panes.length === 2 ? [state.panes[0]] : [state.panes[0], second(app)];
      build();
    },
    { "data-do": "compare" },
  );
  const whole = button(
    "",
    () => {
      state.whole = !state.whole;
      build();
    },
    { "data-do": "whole" },
  );
  const keys = el("p", { class: "note" });
  const bar = el(
    "div",
    { class: "card bar-controls" },
    play.element,
    select(
      t.explore.sort,
      ORDERS.map((value) => ({ value, label: t.explore.orders[value] })),
      state.order,
      (value) => {
        state.order = value;
        panes.forEach((pane) => pane.all());
      },
      { "data-do": "sort" },
    ),
    select(
      t.explore.colouredBy,
      FIELDS.map((value) => ({ value, label: `${t.field[value]} ${value}` })),
      state.field,
      (value: Field) => {
        state.field = value;
        panes.forEach((pane) => pane.all());
      },
      { "data-do": "field" },
    ),
    whole,
    compare,
  );

  function build(): void {
    panes.forEach((pane) => pane.destroy());
    panes = state.panes.map((pane, k) => paneView(app, pane, k, { go, stop: play.stop, rebuild: build }));
    state.step = Math.min(state.step, steps() - 1);
    place.classList.toggle("pair", panes.length === 2);
    renew(place, ...panes.map((pane) => pane.element));
    keys.textContent = t.explore.keys(state.whole);
    whole.textContent = state.whole ? t.explore.one : t.explore.whole;
    compare.textContent = panes.length === 2 ? t.explore.single : t.explore.compare;
    compare.setAttribute("aria-pressed", String(panes.length === 2));
    panes.forEach((pane) => pane.all());
    play.update();
  }

  const element = el(
    "div",
    { class: "explore" },
    el("h1", {}, t.explore.title),
    el("p", { class: "lead" }, t.explore.lead),
    bar,
    place,
    keys,
  );
  element.addEventListener("keydown", (event) => onKey(event, { play, panes, go, steps }));
  build();
  return {
    element,
    destroy: () => {
      play.stop();
      panes.forEach((pane) => pane.destroy());
    },
  };
}

/** What to put beside the first pane: another sample, else another model, else the same once more. */
function second({ data, explore }: App): Pane {
  const first = explore.panes[0];
  const model = data!.models.find(({ id }) => id === first.model)!;
  const sample = model.samples.find(({ id }) => id !== first.sample) ?? model.samples[0];
  return { ...first, sample: sample.id, opened: undefined, edits: [] };
}

function onKey(
  event: KeyboardEvent,
  {
    play,
    panes,
    go,
    steps,
  }: { play: ReturnType<typeof player>; panes: PaneView[]; go: (step: number) => void; steps: () => number },
): void {
  const target = event.target as HTMLElement;
  if (target.closest("input, select, textarea, [role=slider]") || event.ctrlKey || event.metaKey || event.altKey)
    return;
  if (event.key === " " && target.closest("button")) return;
  const active = panes.find((pane) => pane.element.contains(target)) ?? panes[0];
  const moves: Record<string, () => void> = {
    ArrowLeft: () => play.move(-1),
    ArrowRight: () => play.move(1),
    ArrowUp: () => active.unit(-1),
    ArrowDown: () => active.unit(1),
    " ": () => play.toggle(),
    Home: () => go(0),
    End: () => go(steps() - 1),
  };
  if (!(event.key in moves)) return;
  moves[event.key]();
  event.preventDefault();
}
