// SPDX-License-Identifier: Apache-2.0
/** The networks whose gradients were measured: their curves, names, colours, and which of them to draw. */

import type { App } from "../app";
import type { Curve } from "../data";
import { say } from "../i18n";
import type { Line } from "../ui/chart";
import { el } from "../ui/dom";
import { rich } from "../ui/math";

const COLOURS = ["var(--minus)", "var(--g)", "var(--o)", "var(--f)", "var(--i)", "var(--h)"];

/** All curves of one network; `whole` is the gradient along the state that carries its memory. */
export interface Network {
  key: string;
  cell: Curve["cell"];
  whole: Curve;
  curves: Curve[];
  colour: string;
}

export function networksOf(curves: readonly Curve[]): Network[] {
  const keys = [...new Set(curves.map(({ name }) => say(name, "en")))];
  return keys.flatMap((key, k) => {
    const mine = curves.filter(({ name }) => say(name, "en") === key);
    const whole = mine.find(isWhole);
    return whole ? [{ key, cell: whole.cell, whole, curves: mine, colour: COLOURS[k % COLOURS.length] }] : [];
  });
}

/** By c in an LSTM, in an RNN by h. */
const isWhole = ({ cell, quantity }: Curve): boolean => quantity === (cell === "lstm" ? "dc" : "dh");

/** LSTMs by what is left at a lag, least first. */
export const lstmsByLeft = (networks: readonly Network[], lag: number): Network[] =>
  networks.filter(({ cell }) => cell === "lstm").sort((a, b) => a.whole.mean[lag] - b.whole.mean[lag]);

export const named = (app: App, { name }: Curve): string => say(name, app.language).replace(/\bb_f\b/g, "$b_f$");

export const nameOf = (app: App, curve: Curve): string =>
  `${named(app, curve)}${app.t.comma}${app.t.tour.gradient.quantities[curve.quantity]}`;

/** The whole gradients solid with their bands, another quantity dashed. */
export function lines(app: App, { colour, curves, whole }: Network, dashed: Curve["quantity"] | "none"): Line[] {
  const drawn = curves.filter((curve) => curve === whole || curve.quantity === dashed);
  return drawn.map((curve) => ({
    values: curve.mean,
    low: curve === whole ? curve.low : undefined,
    high: curve === whole ? curve.high : undefined,
    colour,
    dash: curve === whole ? undefined : "5 4",
    label: nameOf(app, curve),
  }));
}

/** A button a network, pressed where it is drawn. */
export function pickNetworks(app: App, networks: readonly Network[], shown: Set<string>, change: () => void) {
  const buttons = networks.map(({ key, whole, colour }) => {
    const flip = () => {
      if (!shown.delete(key)) shown.add(key);
      each.setAttribute("aria-pressed", String(shown.has(key)));
      change();
    };
    const each = el(
      "button",
      { type: "button", class: "network", "data-network": whole.id, "aria-pressed": shown.has(key), onclick: flip },
      el("i", { class: "swatch", style: `border-color:${colour}` }),
      ...rich(named(app, whole)),
    );
    return each;
  });
  const label = app.t.tour.gradient.networks;
  return el(
    "div",
    { class: "choice", role: "group", "aria-label": label },
    el("span", { class: "label" }, label),
    el("span", { class: "segments" }, ...buttons),
  );
}
