// SPDX-License-Identifier: Apache-2.0
// Test text under the value of one unit; a line under the characters where a yes-or-no feature holds.

function drawUnit(box, data) {
  const values = unpack(data.values);
  const feature = unpack(data.feature);
  const yesOrNo = data.yes_or_no;
  const characters = Array.from(data.text);
  const paint = (span, k) => {
    span.style.background = tint((values.at(k) - data.mean) / data.spread);
    if (yesOrNo && feature.at(k)) span.classList.add("on");
  };
  const describe = (k) => [
    element("p", { class: "head" }, element("b", {}, visible(characters[k])),
      element("span", { "data-value": "" }, `${data.field} ${values.text(k)}`)),
    element("p", { class: "soft" }, `${data.name}: ${yesOrNo ? (feature.at(k) ? "yes" : "no") : feature.at(k)}`),
  ];
  pointable(find(".text", box), data.text, paint, describe);
  const scale = `linear-gradient(to right, ${tint(-1)}, transparent, ${tint(1)})`;
  find(".legend", box).append(...legend("below", scale, `above its mean, ${number(data.mean, 2)}`));
}

const boxes = document.querySelectorAll("#units .unit");
load("units").cards.forEach((card, k) => drawUnit(boxes[k], card));
