// SPDX-License-Identifier: Apache-2.0
/** The first thirty seconds: one memory unit whose gates can be dragged, beside a plain RNN. */

import type { App, View } from "../app";
import { bracket, fixed, percent } from "../core/format";
import { chanceOfA, SYMBOLS } from "../core/lesson";
import type { Strings } from "../i18n";
import { choice } from "../ui/choice";
import { diagram } from "../ui/diagram";
import { button, el, renew } from "../ui/dom";
import { math, paragraph, rich } from "../ui/math";
import { player } from "../ui/player";
import { plainPanel } from "./plain";
import { type Outcome, outcomes, TASKS } from "./outcome";
import { computeHold, momentOf, moveGate, releaseGate } from "./state";
import { strip } from "./strip";

export function holdView(app: App): View {
  const { t, hold: state } = app;
  let lesson = computeHold(state);
  const steps = lesson.ids.length;
  const go = (step: number) => {
    state.step = step;
    draw();
  };
  const cell = diagram({
    t,
    narrow: app.narrow,
    label: t.diagram,
    invite: state.touched ? undefined : t.hold.invite,
    onGate(gate, value) {
      moveGate(state, gate, value);
      cell.element.querySelector(".invite")?.remove();
      play.stop();
      draw();
    },
    onRelease(gate) {
      releaseGate(state, gate);
      draw();
    },
  });
  const row = strip(t, steps, (step) => {
    play.stop();
    go(step);
  });
  const play = player({ t, steps: () => steps, get: () => state.step, go, words: (step) => t.step(step, steps - 1) });
  const equation = el("div", { class: "equation", "aria-live": "polite" });
  const lead = el("p", { class: "lead" });
  const reset = button(
    t.hold.reset,
    () => {
      state.edits = [];
      draw();
    },
    { class: "quiet", "data-do": "reset" },
  );
  const first = choice(
    t.hold.first,
    "first",
    ["A", "B"],
    () => state.first,
    (k) => {
      state.first = k;
      draw();
    },
  );
  const scope = choice(
    t.hold.scope,
    "scope",
    [t.hold.scopes.on, t.hold.scopes.once],
    () => Number(state.once),
    (k) => {
      state.once = k === 1;
      draw();
    },
  );
  const plain = plainPanel(t, state, () => draw());
  const tasks = TASKS.map((key) => ({
    key,
    mark: el("span", { class: "mark" }),
    said: el("p", { class: "said", role: "status" }),
    item: el("li", { "data-task": key }),
  }));
  tasks.forEach(({ key, mark, said, item }) => renew(item, mark, el("div", {}, t.hold.tasks[key], said)));

  function draw(): void {
    lesson = computeHold(state);
    const { run, own, ids } = lesson;
    const at = state.step;
    renew(lead, ...rich(t.hold.lead(SYMBOLS[state.first])));
    const held = Object.fromEntries(
      (["i", "f", "g", "o"] as const).map((gate) => [
        gate,
        state.edits.some((edit) => edit.gate === gate && (edit.once ? edit.from === at : at >= edit.from)),
      ]),
    );
    cell.show(momentOf(run, at, SYMBOLS[ids[at]]), held, { i: own.i[at], f: own.f[at], g: own.g[at], o: own.o[at] });
    row.show(lesson, state);
    renew(equation, ...equationLines());
    play.update();
    first.update();
    scope.update();
    plain.update(lesson);
    reset.disabled = !state.edits.length;
    outcomes(state, lesson).forEach((outcome) => state.done.set(outcome.task, outcome));
    tasks.forEach(({ key, mark, said, item }) => {
      const done = state.done.get(key);
      item.classList.toggle("done", Boolean(done));
      mark.textContent = done ? "✓" : "";
      mark.title = done ? t.hold.done : "";
      renew(said, ...(done ? rich(happened(t, done)) : []));
    });
  }

  function equationLines() {
    const m = momentOf(lesson.run, state.step, "");
    const c = math(
      `c_t = f_t c_{t−1} + i_t g_t = \`${fixed(m.f)}\` × \`${fixed(m.c_prev)}\` + \`${fixed(m.i)}\` × \`${bracket(m.g)}\` = \`${fixed(m.c)}\``,
      { "data-key": "equation-c" },
    );
    const h = math(`h_t = o_t tanh(c_t) = \`${fixed(m.o)}\` × \`${bracket(Math.tanh(m.c))}\` = \`${fixed(m.h)}\``, {
      "data-key": "equation-h",
    });
    return [
      el("div", {}, el("span", { class: "label" }, t.hold.equation), c),
      el("div", {}, el("span", { class: "label" }, t.hold.shown), h),
      el("p", { class: "readout" }, ...rich(t.hold.readout(fixed(m.c), fixed(m.h), percent(chanceOfA(m.h))))),
    ];
  }

  const element = el(
    "div",
    { class: "hold" },
    el("div", { class: "intro" }, el("h1", {}, t.hold.title), lead),
    row.element,
    paragraph(t.hold.counted, { class: "note counted" }),
    el(
      "div",
      { class: "bench" },
      el(
        "div",
        { class: "column" },
        el("section", { class: "card cell-card" }, play.element, cell.element, el("p", { class: "hint" }, t.hold.hint)),
        el(
          "section",
          { class: "card tries" },
          el("h3", {}, t.hold.tries),
          el("ol", {}, ...tasks.map(({ item }) => item)),
        ),
      ),
      el(
        "aside",
        {},
        el("section", { class: "card" }, equation),
        el("section", { class: "card controls" }, first.element, scope.element, reset),
        el("section", { class: "card" }, plain.element),
      ),
    ),
    el(
      "div",
      { class: "onward" },
      button(t.hold.next, () => app.go("tour"), { class: "primary", "data-do": "tour" }),
    ),
    paragraph(t.hold.source, { class: "note source" }),
  );
  draw();
  return { element, destroy: () => play.stop() };
}

/** What happened in a task that is done, with its numbers. */
function happened({ hold: { happened: say }, gate }: Strings, outcome: Outcome): string {
  if (outcome.task === "half") {
    const { n, f, share, old, at, c } = outcome;
    const product = `${Array(n).fill(fixed(f)).join(" × ")} = ${fixed(share)}`;
    return say.half(n, product, fixed(old), fixed(share * old), at, fixed(c));
  }
  if (outcome.task === "wipe") {
    const { at, old, c, end, chanceA } = outcome;
    return say.wipe(at, fixed(old), fixed(c), fixed(end), percent(chanceA));
  }
  const { c, h, claims, chance, held } = outcome;
  return say.other(fixed(c), fixed(h), claims, percent(chance), held.map((each) => gate[each]).join(say.and));
}
