// SPDX-License-Identifier: Apache-2.0
// Elements, numbers and the tip: what every part of the page uses. Text only ever enters as text nodes.

const find = (selector, root = document) => root.querySelector(selector);

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function load(name) {
  const script = document.getElementById(`${name}-data`);
  return script && JSON.parse(script.textContent);
}

// Undoes packing.py: at(k) is the number, NaN where there was none; text(k) shows all that is known of it.
function unpack({ type, scale, data }) {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const whole = new { Int8Array, Int16Array, Float32Array }[type](bytes.buffer);
  const missing = { Int8Array: -128, Int16Array: -32768 }[type];
  const decimals = Math.max(0, Math.round(Math.log10(scale)));
  const at = (k) => (whole[k] === missing ? NaN : whole[k] / scale);
  return { at, text: (k) => number(at(k), decimals), length: whole.length };
}

function number(value, decimals) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : "∞";
  return value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, "$1").replace("-", "−");
}

const SHOWN = { " ": "␣", "\n": "↵", "\t": "⇥", "\u3000": "□", "\ufffd": "other" };
const visible = (character) => SHOWN[character] ?? character;

const tip = {
  box: find("#tip"),
  anchor: null,
  show(anchor, ...content) {
    this.anchor = anchor;
    this.box.replaceChildren(...content);
    this.box.hidden = false;
    this.place();
  },
  place() {
    const place = this.anchor.getClientRects()[0];
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const above = place.top - height - 8;
    const left = Math.min(Math.max(place.left - width / 2, 8), document.documentElement.clientWidth - width - 8);
    this.box.style.left = `${Math.max(left, 0)}px`;
    this.box.style.top = `${above > 8 ? above : place.bottom + 8}px`;
  },
  hide() {
    this.box.hidden = true;
  },
};
addEventListener("scroll", () => tip.box.hidden || tip.place(), { passive: true, capture: true });

// A row of buttons of which one is pressed, or, with several, any but none.
function choice(label, options, pressed, changed, several = false) {
  const chosen = new Set(pressed);
  const buttons = options.map(([value, text, title]) => {
    const button = element("button", { type: "button", "data-value": value, title: title ?? text }, text);
    button.addEventListener("click", () => {
      if (!several) chosen.clear();
      if (!chosen.delete(value)) chosen.add(value);
      if (!chosen.size) chosen.add(value);
      show();
      changed(chosen);
    });
    return button;
  });
  const show = () => {
    for (const [k, button] of buttons.entries()) button.setAttribute("aria-pressed", chosen.has(options[k][0]));
  };
  show();
  return element("div", { class: "choice", role: "group", "aria-label": label }, ...buttons);
}

// Draws now and for every new width of the box; not for a new height, which the words below a picture may make.
function drawnToWidth(box, draw) {
  let width;
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    draw();
  }).observe(box);
}
