// SPDX-License-Identifier: Apache-2.0
/** The page around the views: sections, language, theme. Views are drawn anew on each switch. */

import type { PageData } from "./data";
import { type Language, preferred, say, STRINGS, type Strings } from "./i18n";
import { button, el, renew } from "./ui/dom";
import { type Glossary, glossary } from "./ui/glossary";
import type { Theme } from "./ui/colour";
import { exploreView } from "./explore/view";
import { newExplore, type ExploreState } from "./explore/state";
import { holdView } from "./hold/view";
import { type HoldState, newHold } from "./hold/state";
import { newTour, type TourState, tourView } from "./tour/view";

export type ViewName = "hold" | "tour" | "explore";
export type ThemeChoice = "auto" | Theme;

export interface Options {
  view?: ViewName;
  /** Which sections there are; all by default. */
  views?: ViewName[];
  language?: Language;
  theme?: ThemeChoice;
}

/** What every view is given. State lives here, so that a switch of language loses nothing. */
export interface App {
  root: HTMLElement;
  data: PageData | null;
  t: Strings;
  language: Language;
  theme: Theme;
  narrow: boolean;
  hold: HoldState;
  tour: TourState;
  explore: ExploreState;
  go(view: ViewName): void;
}

export interface View {
  element: HTMLElement;
  destroy?(): void;
}

const VIEWS: Record<ViewName, (app: App) => View> = { hold: holdView, tour: tourView, explore: exploreView };
const NARROW_BELOW = 640;

/** Draws the page into an element. */
export function mount(root: HTMLElement, data: PageData | null, options: Options = {}): { destroy(): void } {
  const views = options.views ?? (["hold", "tour", "explore"] as ViewName[]);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  let view: ViewName = options.view ?? fromHash(views) ?? data?.start ?? views[0];
  let choice: ThemeChoice = options.theme ?? "auto";
  let current: View | undefined;
  let words: Glossary | undefined;
  const app: App = {
    root,
    data,
    language: options.language ?? preferred(),
    t: STRINGS.en,
    theme: "light",
    narrow: root.clientWidth > 0 && root.clientWidth < NARROW_BELOW,
    hold: newHold(),
    tour: newTour(),
    explore: newExplore(data),
    go(next) {
      view = next;
      draw();
      root.scrollIntoView({ block: "start" });
      root.querySelector<HTMLElement>(`[data-view=${next}]`)?.focus({ preventScroll: true });
    },
  };

  function draw(): void {
    current?.destroy?.();
    app.t = STRINGS[app.language];
    app.theme = choice === "auto" ? around(dark.matches) : choice;
    root.classList.add("olx");
    root.dataset.theme = app.theme;
    root.classList.toggle("narrow", app.narrow);
    root.lang = app.language === "zh" ? "zh-CN" : "en";
    if (root === document.body || root.id === "openlstm") document.documentElement.lang = root.lang;
    current = VIEWS[view](app);
    const open = words?.element.open ?? false;
    words = glossary(app.t);
    words.element.open = open;
    renew(root, header(), el("main", { class: "view", id: `olx-${view}` }, current.element, words.element), footer());
  }

  function header(): HTMLElement {
    const tabs =
      views.length > 1 &&
      el(
        "nav",
        { "aria-label": app.t.sections },
        ...views.map((name, k) =>
          button(`${k + 1}  ${app.t.views[name]}`, () => app.go(name), {
            class: "tab",
            "data-view": name,
            "aria-current": name === view ? "page" : null,
          }),
        ),
      );
    const themes: ThemeChoice[] = ["auto", "light", "dark"];
    const themeButton = button(
      { auto: "◐", light: "○", dark: "●" }[choice],
      () => {
        choice = themes[(themes.indexOf(choice) + 1) % 3];
        draw();
        root.querySelector<HTMLElement>("[data-switch=theme]")?.focus();
      },
      { class: "switch", "data-switch": "theme", "aria-label": app.t.theme[choice], title: app.t.theme[choice] },
    );
    const wordsButton = button(app.t.words, () => words?.visit(), {
      class: "switch",
      "data-switch": "words",
      "aria-label": app.t.wordsLabel,
    });
    const languageButton = button(
      app.t.language,
      () => {
        app.language = app.language === "en" ? "zh" : "en";
        draw();
        root.querySelector<HTMLElement>("[data-switch=language]")?.focus();
      },
      { class: "switch", "data-switch": "language", "aria-label": app.t.languageLabel },
    );
    const title = say(data?.title, app.language) || app.t.title;
    return el(
      "header",
      {},
      views.length > 1 && el("div", { class: "brand" }, el("b", {}, "openlstm"), el("span", {}, title)),
      tabs,
      el("div", { class: "switches" }, wordsButton, languageButton, themeButton),
    );
  }

  const footer = () => el("footer", {}, app.t.footer, data && ` openlstm ${data.version}`);

  const observer = new ResizeObserver(() => {
    if (!root.clientWidth) return;
    const narrow = root.clientWidth < NARROW_BELOW;
    if (narrow !== app.narrow) {
      app.narrow = narrow;
      draw();
    }
  });
  const onScheme = () => {
    if (choice === "auto") draw();
  };
  const onHash = () => {
    const next = fromHash(views);
    if (next && next !== view) app.go(next);
  };
  const outside = new MutationObserver(onScheme);
  outside.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  observer.observe(root);
  dark.addEventListener("change", onScheme);
  addEventListener("hashchange", onHash);
  draw();
  return {
    destroy() {
      observer.disconnect();
      outside.disconnect();
      dark.removeEventListener("change", onScheme);
      removeEventListener("hashchange", onHash);
      current?.destroy?.();
      renew(root);
    },
  };
}

/** The theme of the page that this one is a part of, if it names one; else the system's. */
function around(dark: boolean): Theme {
  const named = document.documentElement.dataset.theme;
  return named === "dark" || named === "light" ? named : dark ? "dark" : "light";
}

function fromHash(views: ViewName[]): ViewName | undefined {
  const name = location.hash.slice(1).split("/")[0] as ViewName;
  return views.includes(name) ? name : undefined;
}
