// SPDX-License-Identifier: Apache-2.0
/** The explorer in English. */

import { grouped } from "../core/format";

export const explore = {
  title: "The explorer",
  lead: "Every gate and state of a trained model, over time. Click a unit; play; hold a gate and see what the prediction becomes. Layers, units and steps are counted from 0.",
  empty:
    'This page holds no model. openlstm explore opens one with models inside, and explore(model, inputs).save("page.html") shows yours.',
  model: "Model",
  sample: "Sample",
  layer: "Layer",
  direction: "Direction",
  layerName: (n: number) => `layer ${n}`,
  forward: "forward",
  reverse: "reverse (reads from the end)",
  compare: "Compare",
  single: "One only",
  second: "Second",
  speed: "Speed",
  speeds: { slow: "slow", normal: "normal", fast: "fast" },
  keys: (whole: boolean): string =>
    whole
      ? "Keys: ← → step, Space play, Home and End. On a map: click to choose a step."
      : "Keys: ← → step, ↑ ↓ unit, Space play, Home and End. On a map: click to choose step and unit.",
  input: "Input",
  colouredBy: "Coloured by",
  maps: "All units over time",
  mapHint: (units: number, steps: number) => `${grouped(units)} units (rows) × ${grouped(steps)} steps (columns)`,
  limits: (low: string, high: string) => `${low} to ${high}`,
  sort: "Sort units by",
  orders: {
    number: "number",
    memory: "time scale (short memories first)",
    activity: "activity (c moves most first)",
    saturation: "saturation (gates at 0 or 1 most often first)",
  },
  search: "Unit or text",
  searchFor: "Find a unit by its number, or by a text at which it stands out",
  noText: (asked: string) => `“${asked}” is not read here`,
  follows: (unit: number, field: string, asked: string, by: string, higher: boolean) =>
    `Unit ${unit} stands out at “${asked}”: its ${field} is ${by} standard deviations ${higher ? "higher" : "lower"} there.`,
  noUnit: (asked: string) => `no unit ${asked}`,
  rounded: "The numbers of this trace are rounded to save space.",
  exactness: (distance: string) =>
    `Computed again in this page from the weights: the largest distance from the library’s numbers is ${distance}.`,
  computed: "Computed in this page from the weights.",
  thinUnits: (shown: number, of: number) => `The trace holds ${grouped(shown)} of ${grouped(of)} units.`,
  thinSteps: (shown: number, of: number, every: number) =>
    every > 1
      ? `It holds one step of every ${every}: ${grouped(shown)} of ${grouped(of)}.`
      : `It holds ${grouped(shown)} of ${grouped(of)} steps.`,
  thinDraw: (units: number, rows: number) =>
    `${grouped(units)} units are drawn on ${grouped(rows)} pixel rows: each row shows one of them, chosen evenly.`,
  thinDrawSteps: (steps: number, columns: number) =>
    `${grouped(steps)} steps are drawn on ${grouped(columns)} pixel columns: each shows one of them, chosen evenly.`,
  nan: (field: string, layer: number, step: number, unit: number) =>
    `NaN (not a number): it begins in layer ${layer} at step ${step}, unit ${unit}, ${field}. Cells with NaN are drawn in magenta.`,
  opened: {
    widest: (unit: number, low: string, high: string) =>
      `Opened on unit ${unit}: of this layer, its cell state has the widest range over this sample, ${low} to ${high}.`,
    story: (unit: number, step: number) => `Opened where the tour’s story turns: unit ${unit}, step ${step}.`,
  },
  unit: "Unit",
  unitName: (n: number) => `Unit ${n}`,
  whole: "Whole layer",
  one: "One unit",
  mean: "mean",
  timeScales: (low: string, middle: string, high: string) =>
    `${low} to ${high} steps, half of the units at most ${middle} (−1 / mean ln f of each over this sample)`,
  saturationAll: (name: string, left: string, right: string) =>
    `${name}: closed (< 0.1) at ${left} of all units and steps, open (> 0.9) at ${right}`,
  unitsThat: (n: number) => `${n} ${n > 1 ? "units" : "unit"}`,
  gap: "The step before this one was left out of the page, so that its cell state is not known here.",
  overTime: "Over time",
  timeScale: "Time scale",
  timeScaleValue: (n: string) => `${n} steps until a memory has shrunk to 1/e = 37 % (−1 / mean ln f over this sample)`,
  saturation: "Saturated",
  saturationRow: (name: string, left: string, right: string) =>
    `${name}: closed (< 0.1) ${left} of the steps, open (> 0.9) ${right}`,
  conditions: {
    dead: "dead: h never leaves zero",
    closed: "never shown: the output gate stays closed",
    unwritten: "never written: the input gate stays closed",
    integrator: "integrator: forgets nothing",
    memoryless: "memoryless: the forget gate stays closed",
  },
  prediction: "Prediction",
  predictionAt: (step: number) => `at step ${step}`,
  predictionOnce: "for the whole sample",
  asModel: "as the model has it",
  edited: "with your edits",
  was: (value: string) => `was ${value}`,
  truth: "right answer",
  more: (n: number) => `and ${n} more`,
  hold: "Hold a gate",
  gate: "Gate",
  action: "do",
  of: "of",
  from: "from",
  actions: { zero: "zero", open: "open (1)", freeze: "freeze as it is now", half: "set to 0.5" },
  units: { one: (n: number) => `unit ${n}`, all: "all units of the layer" },
  scope: {
    on: (step: number) => `step ${step} on`,
    onReverse: (step: number) => `step ${step} on (to the left: this direction reads backwards)`,
  },
  apply: "Apply",
  clear: "Remove all",
  remove: "Remove",
  editLine: (gate: string, unit: string, layer: string, what: string, step: number) =>
    `${layer}, ${unit}: ${gate} ${what} from step ${step}`,
  what: { zero: "zeroed", open: "opened", freeze: "frozen", value: (value: string) => `held at ${value}` },
  noWeights: (size: string) => `Gates cannot be edited here: the page holds the trace but not the weights${size}.`,
  noWeightsSize: (megabytes: string) => ` (${megabytes} MB)`,
  dragHint: "Drag a tank to hold that gate from this step on.",
  nothing: "No gate is held. Everything shown is the model’s own.",
  changed: (steps: number) => `Predictions that changed their first place: ${grouped(steps)} steps.`,
  readout: (field: string, unit: number, step: number, token: string) =>
    `${field}, unit ${unit}, step ${step}${token && `, “${token}”`}`,
};
