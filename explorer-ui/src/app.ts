// SPDX-License-Identifier: Apache-2.0
/** The page around the views: sections, language, theme. Views are drawn anew on each switch. */

import { type Place, read, VIEWS as NAMES, type ViewName, write } from "./address";
import type { PageData } from "./data";
import { type Language, preferred, say, STRINGS, type Strings } from "./i18n";
import { button, el, renew } from "./ui/dom";
import { type Glossary, glossary } from "./ui/glossary";
import type { Theme } from "./ui/colour";
import { exploreView } from "./explore/view";
import { newExplore, type ExploreState } from "./explore/state";
import { holdView } from "./hold/view";
import { type HoldState, newHold } from "./hold/state";
import { CHAPTERS, newTour, type TourState } from "./tour/chapters";
import { tourView } from "./tour/view";

export type ThemeChoice = "auto" | Theme;

export interface Options {
  view?: ViewName;
  /** Which sections there are; all by default. */
  views?: readonly ViewName[];
  language?: Language;
  theme?: ThemeChoice;
  /** The page is its own: the place in it is kept in the address. */
  address?: boolean;
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
  /** To be called when the reader has moved on within a view: the address follows. */
  moved(): void;
}

export interface View {
  element: HTMLElement;
  destroy?(): void;
}

const VIEWS: Record<ViewName, (app: App) => View> = { hold: holdView, tour: tourView, explore: exploreView };
const NARROW_BELOW = 640;

/** Draws the page into an element. */
export function mount(root: HTMLElement, data: PageData | null, options: Options = {}): { destroy(): void } {
  const views = options.views ?? NAMES;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const home = options.view ?? data?.start ?? views[0];
  const asked = (): Place => (options.address ? read(location.hash) : {});
  const start = asked();
  let view: ViewName = start.view ?? home;
  let choice: ThemeChoice = options.theme ?? start.theme ?? "auto";
  let named: Language | undefined = options.language ?? start.language;
  let current: View | undefined;
  let words: Glossary | undefined;
  const app: App = {
    root,
    data,
    language: named ?? preferred(),
    t: STRINGS.en,
    theme: "light",
    narrow: root.clientWidth > 0 && root.clientWidth < NARROW_BELOW,
    hold: newHold(),
    tour: newTour(),
    explore: newExplore(data),
    go(next) {
      visit(next);
      app.moved();
    },
    moved: () => note((hash) => (location.hash = hash)),
  };
  app.tour.chapter = start.chapter ?? app.tour.chapter;

  function visit(next: ViewName): void {
    view = next;
    draw();
    root.scrollIntoView({ block: "start" });
    root.querySelector<HTMLElement>(`[data-view=${next}]`)?.focus({ preventScroll: true });
  }

  /** Moving leaves a trail for the back button, a switch of language or theme does not. */
  function note(put: (hash: string) => void): void {
    const theme = choice === "auto" ? undefined : choice;
    const hash = write({ view, chapter: app.tour.chapter, language: named, theme });
    if (options.address && hash !== location.hash) put(hash);
  }
  // whole, because in a notebook's frame the base of relative addresses is the notebook's
  const switched = () => note((hash) => location.replace(location.href.split("#")[0] + hash));

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
        switched();
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
        app.language = named = app.language === "en" ? "zh" : "en";
        draw();
        switched();
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

  const footer = () => el("footer", {}, app.t.footer, data && `${app.t.space}openlstm ${data.version}`);

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
  /** The back button goes to another view or chapter; language and theme stay. */
  const onHash = () => {
    const { view: next = home, chapter = CHAPTERS[0] } = asked();
    if (next === view && (next !== "tour" || chapter === app.tour.chapter)) return;
    if (next === "tour") app.tour.chapter = chapter;
    visit(next);
    switched();
  };
  const outside = new MutationObserver(onScheme);
  outside.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  observer.observe(root);
  dark.addEventListener("change", onScheme);
  if (options.address) addEventListener("hashchange", onHash);
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
