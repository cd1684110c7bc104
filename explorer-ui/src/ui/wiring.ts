// SPDX-License-Identifier: Apache-2.0
/** Wires and operators of the cell diagram. Blue carries positive values, orange negative ones. */

import { set, svg } from "./dom";
import { type Geometry, thickness, WIDE } from "./geometry";

export interface Knots {
  c_prev: number;
  kept: number;
  written: number;
  c: number;
  tanh: number;
  h: number;
  h_prev: number;
  f: number;
  i: number;
  g: number;
  o: number;
}

interface Wire {
  value: keyof Knots | null;
  path: string;
  part: string;
}

function plan(geometry: Geometry): Wire[] {
  const { x, belt, bus, multiply, left, right, out, tank, inputX } = geometry;
  const low = tank.top + tank.height;
  const every = "forget input candidate output";
  const tap = (part: string, at: number): Wire => ({ value: null, part, path: `M${at} ${bus}V${low}` });
  return [
    { value: "h_prev", part: every, path: `M${left} ${bus}H${inputX}` },
    { value: null, part: every, path: `M${inputX} ${geometry.height - 4}V${bus}` },
    { value: null, part: every, path: `M${inputX} ${bus}H${x.o}` },
    tap("forget", x.f),
    tap("input", x.i),
    tap("candidate", x.g),
    tap("output", x.o),
    { value: "c_prev", part: "forget cell", path: `M${left} ${belt}H${x.f}` },
    { value: "kept", part: "forget cell", path: `M${x.f} ${belt}H${x.g}` },
    { value: "c", part: "cell output", path: `M${x.g} ${belt}H${right - 8}` },
    { value: "f", part: "forget", path: `M${x.f} ${tank.top}V${belt}` },
    { value: "i", part: "input", path: `M${x.i} ${tank.top}V${multiply}H${x.g}` },
    { value: "g", part: "candidate", path: `M${x.g} ${tank.top}V${multiply}` },
    { value: "written", part: "input candidate cell", path: `M${x.g} ${multiply}V${belt}` },
    { value: "tanh", part: "output", path: `M${out} ${belt}V${multiply}` },
    { value: "o", part: "output", path: `M${x.o} ${tank.top}V${multiply}H${out}` },
    { value: "h", part: "output", path: `M${out} ${multiply}V${bus}H${right - 8}` },
  ];
}

export function wires(geometry: Geometry): { element: SVGGElement; show: (values: Knots) => void } {
  const element = svg("g", { class: "wires" });
  const drawn = plan(geometry).map((wire) => {
    const path = svg("path", { d: wire.path, class: "wire", "data-part": wire.part });
    element.append(path);
    return { wire, path };
  });
  element.append(arrow(geometry, geometry.belt, "cell output"), arrow(geometry, geometry.bus, "output"));
  return {
    element,
    show(values) {
      for (const { wire, path } of drawn) {
        const value = wire.value === null ? NaN : values[wire.value];
        path.style.strokeWidth = String(thickness(value));
        set(path, { "data-sign": Number.isNaN(value) ? "none" : value < 0 ? "minus" : "plus" });
      }
    },
  };
}

const arrow = ({ right }: Geometry, y: number, part: string) =>
  svg("path", { class: "arrow", "data-part": part, d: `M${right - 10} ${y - 7}l10 7l-10 7z` });

/** ⊙, ⊕ and tanh as small discs over the wires. */
export function operators(geometry: Geometry): SVGGElement {
  const { x, belt, multiply, out } = geometry;
  const disc = (cx: number, cy: number, sign: string, part: string) =>
    svg(
      "g",
      { "data-part": part, class: "operator" },
      svg("circle", { cx, cy, r: 13 }),
      svg("text", { x: cx, y: cy, dy: "0.34em", "text-anchor": "middle" }, sign),
    );
  const half = geometry === WIDE ? 24 : 20;
  const y = (belt + multiply) / 2 + (geometry === WIDE ? 10 : 2);
  return svg(
    "g",
    {},
    disc(x.f, belt, "×", "forget cell"),
    disc(x.g, belt, "+", "cell"),
    disc(x.g, multiply, "×", "input candidate cell"),
    disc(out, multiply, "×", "output"),
    svg(
      "g",
      { "data-part": "output", class: "operator" },
      svg("rect", { x: out - half, y: y - 11, width: 2 * half, height: 22, rx: 11 }),
      svg("text", { x: out, y, dy: "0.34em", "text-anchor": "middle", class: "word" }, "tanh"),
    ),
  );
}
