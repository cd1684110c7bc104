// SPDX-License-Identifier: Apache-2.0
/** The tour: six chapters, one at a time. */

import type { App, View } from "../app";
import { button, el, renew } from "../ui/dom";
import { bothChapter } from "./both";
import { CHAPTERS, type ChapterName } from "./chapters";
import { gateChapter } from "./gate";
import { gradientChapter } from "./gradient";

export function tourView(app: App): View {
  const { t, tour: state } = app;
  const list = el("nav", { class: "chapters", "aria-label": t.tour.chapters });
  const body = el("article", { class: "chapter" });
  const element = el("div", { class: "tour" }, list, body);
  let current: View | undefined;

  function go(chapter: ChapterName): void {
    state.chapter = chapter;
    draw();
    app.moved();
    if (element.getBoundingClientRect().top < 0) element.scrollIntoView({ block: "start" });
    body.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }
  /** Narrow screens show a part of the list: the present chapter in its middle. */
  function showCurrent(): void {
    const here = list.querySelector<HTMLElement>("[aria-current]")!;
    list.scrollLeft = here.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
  }
  function draw(): void {
    current?.destroy?.();
    const at = CHAPTERS.indexOf(state.chapter);
    renew(
      list,
      ...CHAPTERS.map((name, k) =>
        button(`${k + 1}  ${t.tour[name].name}`, () => go(name), {
          "data-chapter": name,
          "aria-current": name === state.chapter ? "step" : null,
        }),
      ),
    );
    showCurrent();
    requestAnimationFrame(showCurrent); // the first time the list is not in the page yet
    current = drawChapter(app, state.chapter);
    const before = CHAPTERS[at - 1];
    const after = CHAPTERS[at + 1];
    renew(
      body,
      el("h1", { tabindex: -1 }, t.tour[state.chapter].title),
      current.element,
      el(
        "div",
        { class: "onward" },
        before && button(`‹ ${t.tour.previous}`, () => go(before), { "data-do": "previous" }),
        " ",
        after
          ? button(t.tour.next + t.colon + t.tour[after].name, () => go(after), { class: "primary", "data-do": "next" })
          : button(t.tour.toExplorer, () => app.go("explore"), { class: "primary", "data-do": "next" }),
      ),
    );
  }
  draw();
  return { element, destroy: () => current?.destroy?.() };
}

function drawChapter(app: App, chapter: ChapterName): View {
  if (chapter === "both") return bothChapter(app);
  if (chapter === "gradient") return gradientChapter(app);
  return gateChapter(app, chapter);
}
