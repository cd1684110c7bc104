// SPDX-License-Identifier: Apache-2.0
/** Which model, sample, layer and direction a pane shows. */

import type { App } from "../app";
import { say } from "../i18n";
import { el, select } from "../ui/dom";
import { newPane, type Pane, storyOf, storyPane, UNCHOSEN } from "./state";

/** Model, sample, layer, direction. */
export function selectors(app: App, pane: Pane, rebuild: () => void): HTMLElement {
  const { t, data, explore, language } = app;
  const model = data!.models.find(({ id }) => id === pane.model)!;
  const put = (change: Partial<Pane>) => {
    Object.assign(pane, { edits: [], opened: undefined }, change);
    explore.step = pane.opened?.step ?? explore.step;
    rebuild();
  };
  /** Another sample keeps the unit, unless a story is told of it. */
  const putSample = (sample: string) => {
    const story = storyOf(data!, pane.model, sample);
    put(story ? storyPane(story) : { sample });
  };
  const named = (all: readonly { id: string; name: Parameters<typeof say>[0] }[]) =>
    all.map(({ id, name }) => ({ value: id, label: say(name, language) }));
  const layers = model.layers.map((layer, k) => ({
    value: String(k),
    label: t.explore.layerName(k) + (layer.name ? ` (${layer.name})` : ""),
  }));
  return el(
    "div",
    { class: "selectors" },
    select(
      t.explore.model,
      named(data!.models),
      pane.model,
      (id) => {
        const next = data!.models.find((each) => each.id === id)!;
        put(newPane(data!, next, next.samples[0]));
      },
      { "data-do": "model" },
    ),
    select(t.explore.sample, named(model.samples), pane.sample, putSample, { "data-do": "sample" }),
    select(
      t.explore.layer,
      layers,
      String(pane.layer),
      (layer) => put({ layer: Number(layer), unit: UNCHOSEN, edits: pane.edits }),
      {
        "data-do": "layer",
      },
    ),
    model.layers[pane.layer].directions.length > 1 &&
      select(
        t.explore.direction,
        [
          { value: "0", label: t.explore.forward },
          { value: "1", label: t.explore.reverse },
        ],
        String(pane.direction),
        (direction) => put({ direction: Number(direction), unit: UNCHOSEN, edits: pane.edits }),
        { "data-do": "direction" },
      ),
  );
}
