// SPDX-License-Identifier: Apache-2.0
/** What the explorer shows: one or two panes of model, sample, unit and edits, and one common step. */

import type { Field, PageData } from "../data";
import type { Edit } from "../core/edits";
import type { Order } from "../core/statistics";

export interface Pane {
  model: string;
  sample: string;
  layer: number;
  direction: number;
  unit: number; // its number in the model
  edits: Edit[];
}

export interface ExploreState {
  panes: Pane[];
  step: number;
  order: Order;
  field: Field; // colours the text
  whole: boolean; // the diagram shows means over the layer
}

/** The first sample of the first model. */
export function newPane(data: PageData | null, model = data?.models[0]): Pane[] {
  if (!model) return [];
  const unit = model.layers[0].directions[0].units?.[0] ?? 0;
  return [{ model: model.id, sample: model.samples[0].id, layer: 0, direction: 0, unit, edits: [] }];
}

export const newExplore = (data: PageData | null): ExploreState => ({
  panes: newPane(data),
  step: 0,
  order: "number",
  field: "c",
  whole: false,
});
