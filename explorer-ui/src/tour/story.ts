// SPDX-License-Identifier: Apache-2.0
/** A story: one unit of a trained model over a real sample, its words filled with the trace's numbers. */

import type { App, View } from "../app";
import type { Field, Layer, Model, Sample, Story, Words } from "../data";
import { percent, short } from "../core/format";
import { rowAt } from "../core/head";
import { show, type Shown } from "../core/shown";
import { column } from "../core/statistics";
import { say } from "../i18n";
import { button, el, renew } from "../ui/dom";
import { rich } from "../ui/math";
import { storyPane } from "../explore/state";
import { picture } from "./picture";
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
  const seen = picture(app, story, sample, trace);
  const told = (words: Words | undefined) => fillIn(say(words, language), story, model, sample, shown);
  const paragraphs = (all: readonly Words[]) => all.map((words) => el("p", {}, ...rich(told(words))));
  const text = el("div", { class: "words told" });
  const tell = () => {
    renew(text, ...paragraphs(story.text));
    seen.reveal();
  };
  const asked =
    story.question &&
    quiz(
      app,
      {
        key: `story-${story.id}`,
        ask: say(story.question.words, language),
        reveal: "",
        right: story.question.right,
        options: story.question.options.map(({ words, why }) => ({ words: told(words), why: told(why) })),
      },
      tell,
    );
  if (!story.question || app.tour.answered.has(`story-${story.id}`)) tell();
  const element = el(
    "section",
    { class: "card story", "data-story": story.id },
    el("p", { class: "label" }, t.tour.story),
    el("h2", {}, say(story.title, language)),
    el(
      "div",
      { class: "story-body" },
      el("div", { class: "words setting" }, ...paragraphs(story.setting)),
      el("div", { class: "reads" }, seen.reads),
      el("div", { class: "asks" }, asked, text),
      el(
        "div",
        { class: "draws" },
        seen.charts,
        el("p", { class: "note" }, unitOf(app, story, model.layers[story.layer])),
        el(
          "p",
          { class: "note" },
          [say(model.name, language), say(model.note, language)].filter(Boolean).join(t.colon),
        ),
        button(t.tour.open, () => open(app, story, seen.step()), { "data-do": "open" }),
      ),
    ),
  );
  return { element, destroy: seen.destroy };
}

/** Which unit is shown, of how many. */
function unitOf({ t }: App, { unit, layer, direction }: Story, { hidden_size, directions }: Layer): string {
  const { forward, reverse } = t.explore;
  const which = directions.length > 1 ? [forward, reverse][direction] : "";
  return t.tour.storyUnit(unit, hidden_size, layer, which);
}

function open(app: App, story: Story, step: number): void {
  app.explore.panes[0] = storyPane(story);
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
