// SPDX-License-Identifier: Apache-2.0
// A text of which every character can be pointed at, tapped, or reached with the arrow keys.

function pointable(box, text, paint, describe) {
  const spans = Array.from(text, (character, k) => {
    const end = character === "\n";
    const span = element("span", { class: end ? "end" : "" }, end ? "↵\n" : character);
    paint(span, k);
    return span;
  });
  const places = new Map(spans.map((span, k) => [span, k]));
  let current = -1;
  const leave = () => {
    spans[current]?.classList.remove("current");
    tip.hide();
  };
  const point = (k) => {
    leave();
    current = k;
    spans[k].classList.add("current");
    tip.show(spans[k], ...describe(k));
  };
  box.replaceChildren(...spans);
  box.addEventListener("pointerover", ({ target }) => places.has(target) && point(places.get(target)));
  box.addEventListener("pointerleave", ({ pointerType }) => pointerType === "mouse" && leave()); // a tap stays
  box.addEventListener("blur", leave);
  box.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") leave();
    if (!move) return;
    event.preventDefault();
    const next = Math.min(Math.max(current + move, 0), spans.length - 1);
    spans[next].scrollIntoView({ block: "nearest" });
    point(next);
  });
}
