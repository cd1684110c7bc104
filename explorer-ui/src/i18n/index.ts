// SPDX-License-Identifier: Apache-2.0
/** The page's languages. */

import type { Words } from "../data";
import { en } from "./en";
import { zh } from "./zh";

export type Language = "en" | "zh";
export type Strings = typeof en;

export const STRINGS: Record<Language, Strings> = { en, zh };

/** The browser's language where we have it, else English. */
export const preferred = (languages: readonly string[] = navigator.languages): Language =>
  languages.map((tag) => tag.toLowerCase().slice(0, 2)).find((tag) => tag === "zh" || tag === "en") === "zh"
    ? "zh"
    : "en";

/** Words of the data in one language. */
export const say = (words: Words | undefined, language: Language): string =>
  words === undefined ? "" : typeof words === "string" ? words : words[language];
