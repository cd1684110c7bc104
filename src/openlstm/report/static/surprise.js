// SPDX-License-Identifier: Apache-2.0
// Test text under the surprise of each character, 0 to 8 bits.

const MOST_BITS = 8;

function drawSurprise(data) {
  const bits = unpack(data.bits);
  const top = unpack(data.top);
  const p = unpack(data.p);
  const characters = Array.from(data.text);
  const count = top.length / bits.length;
  const guess = (k) => {
    const bar = element("i");
    bar.style.width = `${100 * p.at(k)}%`;
    const symbol = data.symbols[top.at(k)];
    return element("li", {}, element("b", {}, visible(symbol)), element("span", {}, bar), number(p.at(k), 3));
  };
  const describe = (k) => [
    element("p", { class: "head" }, element("b", {}, visible(characters[k])),
      element("span", { "data-bits": "" }, `${number(bits.at(k), 2)} bits`),
      element("span", { "data-p": "" }, `p = ${(2 ** -bits.at(k)).toPrecision(3)}`)),
    element("p", { class: "soft" }, "It expected"),
    element("ol", { class: "guesses" }, ...Array.from({ length: count }, (_, j) => guess(count * k + j))),
  ];
  const paint = (span, k) => (span.style.background = tint(bits.at(k) / MOST_BITS, "--hot"));
  pointable(find("#surprise .text"), data.text, paint, describe);
  const scale = `linear-gradient(to right, ${tint(0, "--hot")}, ${tint(1, "--hot")})`;
  find("#surprise-legend").append(...legend("0 bits", scale, `${MOST_BITS} bits and more`));
}

drawSurprise(load("surprise"));
