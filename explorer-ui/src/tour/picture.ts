// SPDX-License-Identifier: Apache-2.0
/** The picture of a story: its input, and the unit's gates and states over time, once they may be seen. */

import type { App } from "../app";
import type { Field, Sample, Story } from "../data";
import { short } from "../core/format";
import { column } from "../core/statistics";
import type { Trace } from "../core/model";
import { colourScale } from "../explore/maps";
import { say, type Strings } from "../i18n";
import { type Chart, chart } from "../ui/chart";
import { isGate, limitOf } from "../ui/colour";
import { el, renew } from "../ui/dom";
import { rich } from "../ui/math";
import { tokenStrip } from "../ui/tokens";

export interface Picture {
  /** What is read, one word or day a step. */
  reads: HTMLElement;
  /** The unit's values. */
  charts: HTMLElement;
  /** The step looked at. */
  step(): number;
  /** With the unit's values, at the step that the story turns on. */
  reveal(): void;
  destroy(): void;
}

interface Line {
  field: Field;
  values: Float64Array;
}

export function picture(app: App, story: Story, sample: Sample, trace: Trace): Picture {
  const { t, language } = app;
  const place = trace.units.indexOf(story.unit);
  const lines: Line[] = story.fields.map((field) => ({ field, values: column(trace, field, place) }));
  const first = lines[0];
  const limit = limitOf(first.field, first.values);
  let step = 0;
  let open = false;
  const go = (next: number) => {
    step = next;
    draw();
  };
  const strip = tokenStrip(app, { sample, field: first.field, limit, go });
  const charts = [lines.filter(({ field }) => isGate(field)), lines.filter(({ field }) => !isGate(field))]
    .filter((group) => group.length)
    .map((group) => ({ group, plot: plotOf(app, group, trace.steps, go) }));
  const readout = el("p", { class: "readout", "aria-live": "polite" });
  const key = el("p", { class: "note with-scale" });

  function draw(): void {
    strip.show(open ? first.values : null, step);
    renew(
      key,
      ...(open && strip.coloured
        ? [t.explore.colouredBy + t.colon, t.field[first.field], " ", colourScale(app, first.field, limit)]
        : []),
    );
    for (const { group, plot } of charts) {
      const shown = group.map(({ field, values }) => ({
        values,
        colour: `var(--${field})`,
        label: `$${field}$ ${t.field[field]}`,
      }));
      plot.element.hidden = !open;
      plot.show(shown, step);
    }
    const mark = story.marks?.find((each) => each.step === step);
    renew(
      readout,
      ...(open
        ? [
            t.explore.predictionAt(step) + tokenAt(t, sample, step) + t.colon,
            ...lines.flatMap(({ field, values }, k) => [
              k ? t.comma : "",
              el("i", { class: "math" }, field),
              " = ",
              el("b", { class: "n", "data-key": `story-${field}`, "data-step": step }, short(values[step])),
            ]),
            mark && el("span", { class: "mark-words" }, t.dash, say(mark.words, language)),
          ]
        : rich(t.tour.storyHidden)),
    );
  }
  draw();
  return {
    reads: el("div", {}, strip.element, key),
    charts: el("div", {}, ...charts.map(({ plot }) => plot.element), readout),
    step: () => (open ? step : story.focus),
    reveal() {
      open = true;
      go(story.focus);
    },
    destroy() {
      charts.forEach(({ plot }) => plot.stop());
      strip.destroy();
    },
  };
}

/** Gates on 0 to 1; states on the limits of the maps, from 0 where they are never negative. */
function plotOf({ t }: App, group: readonly Line[], steps: number, go: (step: number) => void): Chart {
  const gates = isGate(group[0].field);
  const names = group.map(({ field }) => field).join(t.comma);
  const limit = Math.max(...group.map(({ field, values }) => limitOf(field, values)));
  const signed = group.some(({ values }) => values.some((value) => value < 0));
  const label = gates ? t.axes.gates(names) : t.axes.states(names);
  return chart({
    label,
    yLabel: label,
    xLabel: t.axes.step,
    height: 150,
    low: !gates && signed ? -limit : 0,
    high: gates ? 1 : limit,
    steps,
    legend: true,
    onStep: go,
  });
}

/** The word of a step in quotation marks, where there is one. */
function tokenAt(t: Strings, { tokens }: Sample, step: number): string {
  const token = tokens?.[step] ?? "";
  return token && token !== String(step) ? t.quoted(token) : "";
}
