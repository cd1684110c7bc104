// SPDX-License-Identifier: Apache-2.0
/** What the explorer shows: one or two panes of model, sample, unit and edits, and one common step. */

import type { Field, Model, PageData, Sample, Story } from "../data";
import type { Edit } from "../core/edits";
import type { Order } from "../core/statistics";

export interface Pane {
  model: string;
  sample: string;
  layer: number;
  direction: number;
  unit: number; // its number in the model, or UNCHOSEN
  /** The unit the pane opened on, and the step where a story named it. */
  opened?: { unit: number; step?: number };
  edits: Edit[];
}

export interface ExploreState {
  panes: Pane[];
  step: number;
  order: Order;
  field: Field; // colours the text
  whole: boolean; // all units of the layer, and no single one
}

/** A unit that is not chosen yet: the pane takes the one with most to show. */
export const UNCHOSEN = -1;

/** A story's unit where one is told of the sample, else the first layer's unit with most to show. */
export function newPane(data: PageData, model: Model, sample: Sample): Pane {
  const story = storyOf(data, model.id, sample.id);
  if (story) return storyPane(story);
  return { model: model.id, sample: sample.id, layer: 0, direction: 0, unit: UNCHOSEN, edits: [] };
}

export const storyOf = (data: PageData, model: string, sample: string): Story | undefined =>
  data.stories?.find((story) => story.model === model && story.sample === sample);

export const storyPane = ({ model, sample, layer, direction, unit, focus }: Story): Pane => ({
  model,
  sample,
  layer,
  direction,
  unit,
  opened: { unit, step: focus },
  edits: [],
});

export function newExplore(data: PageData | null): ExploreState {
  const model = data?.models[0];
  const panes = data && model ? [newPane(data, model, model.samples[0])] : [];
  return { panes, step: panes[0]?.opened?.step ?? 0, order: "number", field: "c", whole: false };
}
