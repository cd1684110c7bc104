// SPDX-License-Identifier: Apache-2.0
/** Elements without a framework; text goes in as text, never as HTML. */

export type Child = Node | string | number | null | undefined | false;
type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Attributes = Record<string, Value>;

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; attributes that begin with "on" are listeners, false and null are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function svg<K extends keyof SVGElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill<E extends Element>(element: E, attributes: Attributes, children: Child[]): E {
  set(element, attributes);
  add(element, children);
  return element;
}

/** Sets attributes; null and false take one away, but aria-… has the words true and false. */
export function set(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("aria-") && typeof value === "boolean") element.setAttribute(name, String(value));
    else if (typeof value === "function") element.addEventListener(name.slice(2), value as EventListener);
    else if (value === null || value === undefined || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

export function add(parent: Element, children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
}

/** New children in place of the old. */
export function renew(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, children);
}

export function button(label: string, onclick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return el("button", { type: "button", onclick, ...attributes }, label);
}

/** A labelled choice. */
export function select<T extends string>(
  label: string,
  options: readonly { value: T; label: string }[],
  chosen: T,
  change: (value: T) => void,
  attributes: Attributes = {},
): HTMLLabelElement {
  const list = el(
    "select",
    { onchange: () => change(list.value as T), ...attributes },
    ...options.map(({ value, label: words }) => el("option", { value, selected: value === chosen }, words)),
  );
  list.value = chosen;
  return el("label", { class: "pick" }, el("span", {}, label), list);
}

/** Runs `draw` with the element's width now and whenever it changes; returns how to stop. */
export function onWidth(element: Element, draw: (width: number) => void): () => void {
  let last = -1;
  const observer = new ResizeObserver(() => {
    const width = Math.floor(element.clientWidth);
    if (width && width !== last) draw((last = width));
  });
  observer.observe(element);
  return () => observer.disconnect();
}
