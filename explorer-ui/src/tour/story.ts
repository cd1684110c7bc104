// SPDX-License-Identifier: Apache-2.0
/** A story: one unit of a trained model over a real sample, its words filled with the trace's numbers. */

import type { App, View } from "../app";
import type { Field, Model, Sample, Story } from "../data";
import { percent, short } from "../core/format";
import { rowAt } from "../core/head";
import { show, type Shown } from "../core/shown";
import { column } from "../core/statistics";
import { say } from "../i18n";
import { chart } from "../ui/chart";
import { limitOf } from "../ui/colour";
import { button, el, renew } from "../ui/dom";
import { rich } from "../ui/math";
import { tokenStrip } from "../ui/tokens";
import { quiz } from "./quiz";

/** All stories of a chapter, or a word that there are none. */
export function stories(app: App, chapter: Story["chapter"]): View {
  const found = (app.data?.stories ?? []).filter((story) => story.chapter === chapter);
  const views = found.map((story) => storyView(app, story));
  return {
    element: el(
      "div",
      { class: "stories" },
      ...(views.length ? views.map(({ element }) => element) : [el("p", { class: "note" }, app.t.tour.noStory)]),
    ),
    destroy: () => views.forEach((view) => view.destroy?.()),
  };
}

function storyView(app: App, story: Story): View {
  const { t, language, data } = app;
  const model = data!.models.find(({ id }) => id === story.model)!;
  const sample = model.samples.find(({ id }) => id === story.sample)!;
  const shown = show(model, sample);
  const trace = shown.traces[story.layer][story.direction];
  const place = trace.units.indexOf(story.unit);
  const lines = story.fields.map((field) => ({ field, values: column(trace, field, place) }));
  const first = lines[0];
  const limit = limitOf(
    "c",
    Float64Array.from(lines.flatMap(({ field, values }) => (field === "c" ? [...values] : [0]))),
  );
  const most = story.fields.includes("c") ? limit : 1;
  const signed = lines.some(({ values }) => values.some((value) => value < 0));
  let step = story.marks?.[0]?.step ?? 0;
  const readout = el("p", { class: "readout", "aria-live": "polite" });
  const go = (next: number) => {
    step = next;
    draw();
  };
  const strip = tokenStrip(app, { sample, field: first.field, limit: limitOf(first.field, first.values), go });
  const plot = chart({
    label: say(story.title, language),
    height: 150,
    low: signed ? -most : 0,
    high: most,
    steps: trace.steps,
    legend: true,
    onStep: go,
  });
  const text = el("div", { class: "words" });

  const tokenAt = (at: number) => {
    const token = sample.tokens?.[at] ?? "";
    return token && token !== String(at) ? ` “${token}”` : "";
  };
  function draw(): void {
    strip.show(first.values, step);
    plot.show(
      lines.map(({ field, values }) => ({ values, colour: `var(--${field})`, label: t.field[field] })),
      step,
    );
    const mark = story.marks?.find((each) => each.step === step);
    renew(
      readout,
      `${t.explore.predictionAt(step)}${tokenAt(step)}: `,
      ...lines.flatMap(({ field, values }, k) => [
        k ? ", " : "",
        el("i", { class: "math" }, field),
        " = ",
        el("b", { class: "n", "data-key": `story-${field}`, "data-step": step }, short(values[step])),
      ]),
      mark && el("span", { class: "mark-words" }, " — ", say(mark.words, language)),
    );
  }
  const tell = () =>
    renew(
      text,
      ...story.text.map((words) => el("p", {}, ...rich(fillIn(say(words, language), story, model, sample, shown)))),
    );
  const asked =
    story.question &&
    quiz(
      app,
      {
        key: `story-${story.id}`,
        ask: say(story.question.words, language),
        reveal: "",
        right: story.question.right,
        options: story.question.options.map((words) => say(words, language)),
      },
      tell,
    );
  if (!story.question || app.tour.answered.has(`story-${story.id}`)) tell();
  draw();
  const element = el(
    "section",
    { class: "card story", "data-story": story.id },
    el("p", { class: "label" }, t.tour.story),
    el("h2", {}, say(story.title, language)),
    el("p", { class: "note" }, [say(model.name, language), say(model.note, language)].filter(Boolean).join(": ")),
    el(
      "div",
      { class: "story-body" },
      el(
        "div",
        {},
        strip.element,
        plot.element,
        readout,
        el("p", { class: "note" }, t.tour.storyField(t.field[first.field], story.unit, story.layer)),
        button(t.tour.open, () => open(app, story, step), { "data-do": "open" }),
      ),
      el("div", {}, asked, text),
    ),
  );
  return {
    element,
    destroy: () => {
      plot.stop();
      strip.destroy?.();
    },
  };
}

function open(app: App, story: Story, step: number): void {
  app.explore.panes[0] = {
    model: story.model,
    sample: story.sample,
    layer: story.layer,
    direction: story.direction,
    unit: story.unit,
    edits: [],
  };
  app.explore.step = step;
  app.go("explore");
}

/** {f@12}, {f@12u3}, {p@12:7}, {p@last:7}: numbers of the trace in place of their names. */
export function fillIn(
  text: string,
  story: Pick<Story, "layer" | "direction" | "unit">,
  model: Model,
  sample: Sample,
  shown: Shown,
): string {
  const trace = shown.traces[story.layer][story.direction];
  return text
    .replace(/\{([ifgoch])@(\d+)(?:u(\d+))?\}/g, (_, field: Field, step: string, unit?: string) =>
      short(column(trace, field, trace.units.indexOf(unit === undefined ? story.unit : Number(unit)))[Number(step)]),
    )
    .replace(/\{p@(\d+|last):(\d+)\}/g, (whole, step: string, label: string) => {
      if (!shown.outlook) return whole;
      const value = rowAt(shown.outlook, step === "last" ? sample.steps - 1 : Number(step))[Number(label)];
      return model.head?.kind === "linear" ? short(value) : percent(value);
    });
}
