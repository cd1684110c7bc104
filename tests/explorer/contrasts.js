// SPDX-License-Identifier: Apache-2.0
// The contrast (WCAG 2) of every visible text with what lies under it: {text: [ratio, ink, ground]}, the worst of each.
// Under the text of a picture lies the card that the picture is on.
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parts = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, share, under) => [0, 1, 2].map((k) => top[k] * share + under[k] * (1 - share));
  const light = (colour) => {
    const [r, g, b] = colour.map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    if (!element) return [255, 255, 255];
    const { backgroundColor, opacity } = getComputedStyle(element);
    const [r, g, b, a] = parts(backgroundColor);
    if (a * opacity > 0.999) return [r, g, b];
    return over([r, g, b], a * opacity, groundOf(element.parentElement));
  };
  const faded = (element) => (element ? getComputedStyle(element).opacity * faded(element.parentElement) : 1);
  const found = {};
  const walker = document.createTreeWalker(document.querySelector("#openlstm"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode.data.trim();
    const holder = walker.currentNode.parentElement;
    if (!text || holder.closest("option") || !holder.checkVisibility({ visibilityProperty: true })) continue;
    const style = getComputedStyle(holder);
    const ground = groundOf(holder);
    const [r, g, b, a] = parts(holder.closest("svg") ? style.fill : style.color);
    const ink = over([r, g, b], a * faded(holder), ground);
    const [high, low] = [light(ink), light(ground)].sort((p, q) => q - p);
    const ratio = Math.round(((high + 0.05) / (low + 0.05)) * 100) / 100;
    if (!(found[text]?.[0] <= ratio)) found[text] = [ratio, ink.map(Math.round).join(" "), ground.map(Math.round).join(" ")];
  }
  return found;
};
