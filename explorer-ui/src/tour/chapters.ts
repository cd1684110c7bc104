// SPDX-License-Identifier: Apache-2.0
/** The chapters of the tour, and what the reader has done in them. */

export const CHAPTERS = ["forget", "input", "cell", "output", "both", "gradient"] as const;
export type ChapterName = (typeof CHAPTERS)[number];

/** What the last chapter can draw beside the whole gradients. */
export const DASHED = ["none", "direct", "dh"] as const;

export interface TourState {
  chapter: ChapterName;
  step: number; // of the small cell
  first: number;
  answered: Map<string, number>; // question → option chosen, −1 for just shown
  /** Networks drawn in the last chapter; not chosen yet before it is opened. */
  networks?: Set<string>;
  dashed: (typeof DASHED)[number];
}

export const newTour = (): TourState => ({
  chapter: "forget",
  step: 1,
  first: 0,
  answered: new Map(),
  dashed: "none",
});
