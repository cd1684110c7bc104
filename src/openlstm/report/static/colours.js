// SPDX-License-Identifier: Apache-2.0
// Colours for numbers: blue for more, orange for less, nothing for nothing, in both themes.

const RAMPS = {
  light: {
    gate: ["#f6f3ea", "#c3d8e1", "#79adc8", "#33799f", "#0b3b5e"],
    signed: ["#7a3300", "#c4681a", "#e9b878", "#f6f3ea", "#93bfd6", "#33799f", "#0b3b5e"],
  },
  dark: {
    gate: ["#1b1f24", "#21455b", "#2f7299", "#66b0d3", "#dcf1fa"],
    signed: ["#ffd3a1", "#e08a3c", "#7c4a20", "#1b1f24", "#24506b", "#459cc9", "#c6e9f8"],
  },
};
const MISSING = [128, 128, 128];

// The same on every page, so that pages can be compared. A cell counts without bound: its colours run
// with arsinh, so that 0.3 shows beside 30.
const LIMITS = { i: [0, 1], f: [0, 1], o: [0, 1], g: [-1, 1], h: [-1, 1], c: [-30, 30] };
const SPREAD = { c: Math.asinh };

function isDark() {
  const set = document.documentElement.dataset.theme;
  return set ? set === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

const redraws = []; // what must be painted anew when the theme changes: canvases know no CSS
const repaint = () => redraws.forEach((draw) => draw());

const ramp = (field) => RAMPS[isDark() ? "dark" : "light"][LIMITS[field][0] < 0 ? "signed" : "gate"];

// 256 colours from the low to the high limit of a field.
function table(field) {
  const stops = ramp(field).map((hex) => [1, 3, 5].map((k) => parseInt(hex.slice(k, k + 2), 16)));
  return Array.from({ length: 256 }, (_, k) => {
    const place = (k / 255) * (stops.length - 1);
    const low = Math.min(Math.floor(place), stops.length - 2);
    return stops[low].map((from, channel) => from + (place - low) * (stops[low + 1][channel] - from));
  });
}

function colourOf(field, value, colours) {
  if (Number.isNaN(value)) return MISSING;
  const [low, high] = LIMITS[field].map(SPREAD[field] ?? Number);
  const share = ((SPREAD[field] ?? Number)(value) - low) / (high - low);
  return colours[Math.round(255 * Math.min(Math.max(share, 0), 1))];
}

// A tint behind text, from −1 (orange) over 0 (none) to 1 (blue); the theme is CSS's business here.
function tint(share, plus = "--plus") {
  const strength = Math.round(72 * Math.min(Math.abs(share), 1));
  return `color-mix(in srgb, var(${share < 0 ? "--minus" : plus}) ${strength}%, transparent)`;
}

function legend(low, background, high) {
  const bar = element("i");
  bar.style.background = background;
  return [element("span", {}, low), bar, element("span", {}, high)];
}
