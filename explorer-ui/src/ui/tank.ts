// SPDX-License-Identifier: Apache-2.0
/** One gate of the diagram: a tank filled to the gate's value, a slider for pointer and keyboard. */

import type { Gate } from "../data";
import { fixed } from "../core/format";
import type { DiagramOptions } from "./diagram";
import { set, svg } from "./dom";
import { type Geometry, levelY, valueAt, WIDE } from "./geometry";

export interface Tank {
  element: SVGGElement;
  show(value: number, held: boolean, own?: number): void;
}

const PART: Record<Gate, string> = { f: "forget", i: "input", g: "candidate", o: "output" };

export function tank(gate: Gate, geometry: Geometry, options: DiagramOptions): Tank {
  const { top, height, width } = geometry.tank;
  const x = geometry.x[gate] - width / 2;
  const fill = svg("rect", { x: x + 2, width: width - 4, class: "fill" });
  const ghost = svg("path", { class: "ghost" });
  const handle = svg(
    "g",
    { class: "handle" },
    svg("rect", { x: x - 5, y: -5, width: width + 10, height: 10, rx: 5 }),
    svg("path", { d: `M${x + width / 2 - 8} -1.5h16M${x + width / 2 - 8} 1.5h16` }),
  );
  const number = svg("text", { class: "n value", "text-anchor": "middle", x: x + width / 2, "data-key": gate });
  const live = Boolean(options.onGate);
  const element = svg(
    "g",
    {
      class: `tank gate-${gate}`,
      "data-part": PART[gate],
      "data-gate": gate,
      ...(live && {
        tabindex: 0,
        role: "slider",
        "aria-label": options.t.gate[gate],
        "aria-orientation": "vertical",
        "aria-valuemin": gate === "g" ? -1 : 0,
        "aria-valuemax": 1,
      }),
    },
    svg("rect", { x, y: top, width, height, rx: 7, class: "glass" }),
    fill,
    svg("rect", { x, y: top, width, height, rx: 7, class: "rim" }),
    gate === "g" && svg("path", { class: "zero", d: `M${x} ${top + height / 2}h${width}` }),
    ghost,
    live && handle,
    number,
    title(gate, geometry),
    svg(
      "text",
      { class: "gate-name", "text-anchor": "middle", x: x + width / 2, y: top + height + 18 },
      options.t.gateShort[gate],
    ),
    svg("text", { class: "kind", x: x + width / 2 + 8, y: top + height + 36 }, gate === "g" ? "tanh" : "σ"),
  );
  if (live) listen(element, gate, geometry, options);
  if (live && options.invite && gate === "f") element.append(invitation(geometry, options.invite));

  return {
    element,
    show(value, held, own) {
      const known = Number.isFinite(value);
      const y = known ? levelY(geometry, gate, value) : top + height;
      const base = gate === "g" ? top + height / 2 : top + height;
      set(fill, { y: Math.min(y, base), height: Math.abs(base - y) });
      set(handle, { transform: `translate(0 ${y})` });
      number.textContent = known ? fixed(value) : "?";
      set(number, { y: labelY(y, geometry) });
      element.classList.toggle("held", held);
      if (live) set(element, { "aria-valuenow": fixed(value).replace("−", "-"), "aria-valuetext": fixed(value) });
      const apart = held && own !== undefined && Math.abs(own - value) > 0.005;
      set(ghost, { d: apart ? `M${x - 4} ${levelY(geometry, gate, own)}h${width + 8}` : "" });
    },
  };
}

/** The number stands above the level, below it where there is no room. */
function labelY(y: number, { tank: { top, height } }: Geometry): number {
  const above = y - 11;
  return above > top + 15 ? Math.min(above, top + height - 9) : Math.min(y + 27, top + height - 9);
}

function title(gate: Gate, geometry: Geometry): SVGTextElement {
  const { top, width } = geometry.tank;
  const wide = geometry === WIDE;
  // left of the wire that leaves the tank upwards
  return svg(
    "text",
    { class: "name", x: geometry.x[gate] - (wide ? 12 : 8), y: top - 9, "text-anchor": "end", "data-width": width },
    svg("tspan", { class: "v" }, gate),
    svg("tspan", { class: "sub", dy: "0.28em" }, "t"),
  );
}

function invitation(geometry: Geometry, words: string): SVGGElement {
  const { top } = geometry.tank;
  const x = geometry.x.f - geometry.tank.width / 2;
  const wide = geometry === WIDE;
  const at = wide ? { x: x - 14, y: top + 40, anchor: "end" } : { x: 4, y: top - 58, anchor: "start" };
  return svg(
    "g",
    { class: "invite" },
    svg("text", { x: at.x, y: at.y, "text-anchor": at.anchor }, words),
    wide && svg("path", { d: `M${x - 26} ${at.y + 10}v34m-5 -7l5 7l5 -7` }),
  );
}

function listen(element: SVGGElement, gate: Gate, geometry: Geometry, { onGate, onRelease }: DiagramOptions): void {
  const read = (event: PointerEvent): number => {
    const matrix = element.ownerSVGElement!.getScreenCTM()!;
    const y = (event.clientY - matrix.f) / matrix.d;
    return Math.round(100 * valueAt(geometry, gate, y)) / 100;
  };
  element.addEventListener("pointerdown", (event) => {
    element.setPointerCapture(event.pointerId);
    element.focus({ preventScroll: true });
    onGate!(gate, read(event));
    event.preventDefault();
  });
  element.addEventListener("pointermove", (event) => {
    if (element.hasPointerCapture(event.pointerId)) onGate!(gate, read(event));
  });
  // a browser heeds touch-action on whole pictures only: without this the page scrolls under the finger
  element.addEventListener("touchmove", (event) => event.preventDefault(), { passive: false });
  element.addEventListener("dblclick", () => onRelease?.(gate));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Delete" || event.key === "Backspace") onRelease?.(gate);
    const next = byKey(event, Number(element.getAttribute("aria-valuenow")), gate);
    if (next === null) return;
    onGate!(gate, next);
    event.preventDefault();
    event.stopPropagation();
  });
}

/** Where a key moves a slider to; null for keys that do not. */
export function byKey({ key, shiftKey }: { key: string; shiftKey: boolean }, now: number, gate: Gate): number | null {
  const low = gate === "g" ? -1 : 0;
  const fine = shiftKey ? 0.1 : 0.01;
  const move: Record<string, number> = {
    ArrowUp: now + fine,
    ArrowRight: now + fine,
    ArrowDown: now - fine,
    ArrowLeft: now - fine,
    PageUp: now + 0.1,
    PageDown: now - 0.1,
    Home: low,
    End: 1,
  };
  return key in move ? Math.round(100 * Math.min(Math.max(move[key], low), 1)) / 100 : null;
}
