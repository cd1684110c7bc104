// SPDX-License-Identifier: Apache-2.0
/** Which model, sample, layer and direction a pane shows. */

import type { App } from "../app";
import { say } from "../i18n";
import { el, select } from "../ui/dom";
import type { Pane } from "./state";

/** Model, sample, layer, direction. */
export function selectors(app: App, pane: Pane, rebuild: () => void): HTMLElement {
  const { t, data, language } = app;
  const model = data!.models.find(({ id }) => id === pane.model)!;
  const put = (change: Partial<Pane>) => {
    Object.assign(pane, { edits: [] }, change);
    rebuild();
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
        put({ model: id, sample: next.samples[0].id, layer: 0, direction: 0 });
      },
      { "data-do": "model" },
    ),
    select(t.explore.sample, named(model.samples), pane.sample, (sample) => put({ sample }), { "data-do": "sample" }),
    select(t.explore.layer, layers, String(pane.layer), (layer) => put({ layer: Number(layer), edits: pane.edits }), {
      "data-do": "layer",
    }),
    model.layers[pane.layer].directions.length > 1 &&
      select(
        t.explore.direction,
        [
          { value: "0", label: t.explore.forward },
          { value: "1", label: t.explore.reverse },
        ],
        String(pane.direction),
        (direction) => put({ direction: Number(direction), edits: pane.edits }),
        { "data-do": "direction" },
      ),
  );
}
