// SPDX-License-Identifier: Apache-2.0
/** Where the reader is, kept in the address: "#tour/gradient/zh/dark"; so a reload or the back button finds it. */

import type { Language } from "./i18n";
import { STRINGS } from "./i18n";
import type { Theme } from "./ui/colour";
import { CHAPTERS, type ChapterName } from "./tour/chapters";

export const VIEWS = ["hold", "tour", "explore"] as const;
export type ViewName = (typeof VIEWS)[number];

/** What is not said is left as it is: the browser's language, the system's theme. */
export interface Place {
  view?: ViewName;
  chapter?: ChapterName;
  language?: Language;
  theme?: Theme;
}

const one = <T extends string>(parts: readonly string[], known: readonly T[]): T | undefined =>
  known.find((name) => parts.includes(name));

/** The place that an address names; its parts may stand in any order, unknown ones say nothing. */
export function read(hash: string): Place {
  const parts = hash.slice(1).split("/");
  const chapter = one(parts, CHAPTERS);
  return {
    view: one(parts, VIEWS) ?? (chapter && "tour"),
    chapter,
    language: one(parts, Object.keys(STRINGS) as Language[]),
    theme: one(parts, ["light", "dark"]),
  };
}

export function write({ view, chapter, language, theme }: Place): string {
  return `#${[view, view === "tour" && chapter, language, theme].filter(Boolean).join("/")}`;
}
