// SPDX-License-Identifier: Apache-2.0
/** The cell with live numbers: wires as wide as their values, gates as tanks that can be dragged. */

import type { Gate } from "../data";
import { short } from "../core/format";
import type { Strings } from "../i18n";
import { svg } from "./dom";
import { type Geometry, NARROW, WIDE } from "./geometry";
import { type Tank, tank } from "./tank";
import { type Knots, operators, wires } from "./wiring";

/** One step of one unit; NaN is written "?". */
export interface Moment {
  x: string;
  h_prev: number;
  c_prev: number;
  f: number;
  i: number;
  g: number;
  o: number;
  c: number;
  h: number;
}

export type Part = "forget" | "input" | "candidate" | "cell" | "output";

export interface DiagramOptions {
  t: Strings;
  narrow: boolean;
  label: string;
  /** Called while a gate is dragged or moved by keys; left out, the gates stay. */
  onGate?: (gate: Gate, value: number) => void;
  /** Called when a gate is given back to the cell (Delete, double click). */
  onRelease?: (gate: Gate) => void;
  /** Words beside the forget gate that invite to drag. */
  invite?: string;
}

export interface Diagram {
  element: SVGSVGElement;
  /** own: the gates as the cell would set them, marked where they differ. */
  show(moment: Moment, held?: Partial<Record<Gate, boolean>>, own?: Partial<Record<Gate, number>>): void;
  /** The numbers of these keys are written "?" from the next show() on. */
  hide(keys: readonly string[]): void;
  /** Dims all parts but these; none: nothing is dimmed. */
  light(parts: readonly Part[]): void;
}

export function diagram(options: DiagramOptions): Diagram {
  const geometry = options.narrow ? NARROW : WIDE;
  const element = svg("svg", {
    class: "diagram",
    viewBox: `0 0 ${geometry.width} ${geometry.height}`,
    role: "group",
    "aria-label": options.label,
  });
  const wiring = wires(geometry);
  const knots = operators(geometry);
  const tanks = Object.fromEntries(
    (["f", "i", "g", "o"] as const).map((gate) => [gate, tank(gate, geometry, options)]),
  ) as Record<Gate, Tank>;
  const labels = texts(geometry);
  element.append(wiring.element, knots, ...Object.values(tanks).map(({ element: part }) => part), labels.element);

  let hidden: readonly string[] = [];
  return {
    element,
    hide(keys) {
      hidden = keys;
    },
    show(moment, held = {}, own = {}) {
      const values = wireValues(moment);
      for (const key of hidden) values[key as keyof Knots] = NaN;
      wiring.show(values);
      labels.show(moment, hidden);
      for (const gate of ["f", "i", "g", "o"] as const) {
        tanks[gate].show(hidden.includes(gate) ? NaN : moment[gate], Boolean(held[gate]), own[gate]);
      }
    },
    light(parts) {
      for (const part of element.querySelectorAll("[data-part]")) {
        const mine = part.getAttribute("data-part")!.split(" ") as Part[];
        part.classList.toggle("dim", parts.length > 0 && !mine.some((name) => parts.includes(name)));
      }
    },
  };
}

function wireValues(moment: Moment): Knots {
  const { f, i, g, o, c_prev, c, h, h_prev } = moment;
  return { c_prev, kept: f * c_prev, written: i * g, c, tanh: Math.tanh(c), h, h_prev, f, i, g, o };
}

/** The numbers on the wires. */
function texts(geometry: Geometry): {
  element: SVGGElement;
  show: (moment: Moment, hidden: readonly string[]) => void;
} {
  const { x, belt, bus, multiply, left, right, out, inputX } = geometry;
  const wide = geometry === WIDE;
  const element = svg("g", { class: "wire-labels" });
  const pairs: [string, (moment: Moment) => string][] = [];
  const place = (
    key: string,
    name: string,
    sub: string,
    at: [number, number, string],
    part: string,
    read: (m: Moment) => string,
  ) => {
    const number = svg("tspan", { class: "n", "data-key": key });
    const label = svg(
      "text",
      { x: at[0], y: at[1], "text-anchor": at[2], "data-part": part, class: "wire-label" },
      svg("tspan", { class: "v" }, name),
      sub && svg("tspan", { class: "sub", dy: "0.28em" }, sub),
      svg("tspan", { dy: sub ? "-0.28em" : 0 }, " "),
      number,
    );
    element.append(label);
    pairs.push([key, read]);
  };
  const value = (read: (m: Moment) => number) => (m: Moment) => (Number.isNaN(read(m)) ? "?" : short(read(m)));
  place(
    "c_prev",
    "c",
    "t−1",
    [left, belt - 16, "start"],
    "forget cell",
    value((m) => m.c_prev),
  );
  const middle = (x.f + x.g) / 2;
  place(
    "kept",
    "f·c",
    "",
    [middle, belt - 16, "middle"],
    "forget cell",
    value((m) => m.f * m.c_prev),
  );
  place(
    "written",
    "i·g",
    "",
    [x.g + 12, (belt + multiply) / 2 + 8, "start"],
    "input candidate cell",
    value((m) => m.i * m.g),
  );
  place(
    "c",
    "c",
    "t",
    [right, belt - 16, "end"],
    "cell output",
    value((m) => m.c),
  );
  if (wide)
    place(
      "tanh",
      "tanh c",
      "",
      [out + 30, 105, "start"],
      "output",
      value((m) => Math.tanh(m.c)),
    );
  place(
    "h",
    "h",
    "t",
    [right, bus + 26, "end"],
    "output",
    value((m) => m.h),
  );
  place(
    "h_prev",
    "h",
    "t−1",
    wide ? [left, bus - 14, "start"] : [inputX + 8, bus + 21, "start"],
    "forget input candidate output",
    value((m) => m.h_prev),
  );
  place("x", "x", "t", [inputX + 12, geometry.height - 8, "start"], "forget input candidate output", (m) => m.x);
  return {
    element,
    show(moment, hidden) {
      for (const [key, read] of pairs) {
        element.querySelector(`[data-key="${key}"]`)!.textContent = hidden.includes(key) ? "?" : read(moment);
      }
    },
  };
}
