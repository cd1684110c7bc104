// SPDX-License-Identifier: Apache-2.0
/** Play, pause, step, speed: one row of controls over a range of steps. */

import type { Strings } from "../i18n";
import { button, el, select, set } from "./dom";

export type Speed = "slow" | "normal" | "fast";
const PAUSE_MS: Record<Speed, number> = { slow: 1200, normal: 600, fast: 120 };

export interface PlayerOptions {
  t: Strings;
  steps: () => number;
  get: () => number;
  /** Goes to a step; the caller draws and then calls update(). */
  go: (step: number) => void;
  words: (step: number) => string;
  speeds?: boolean;
}

export interface Player {
  element: HTMLElement;
  update(): void;
  toggle(): void;
  move(by: number): void;
  stop(): void;
}

export function player(options: PlayerOptions): Player {
  const { t, steps, get, go } = options;
  let timer = 0;
  let speed: Speed = "normal";
  const last = () => steps() - 1;
  const to = (step: number) => go(Math.min(Math.max(step, 0), last()));
  const play = button("▶", toggle, { class: "round play", "aria-label": t.play, title: t.play });
  const slider = el("input", {
    type: "range",
    min: 0,
    max: last(),
    step: 1,
    "aria-label": t.stepLabel,
    oninput: () => {
      stop();
      to(Number(slider.value));
    },
  });
  const words = el("output", { class: "step-words" });
  const element = el(
    "div",
    { class: "player", role: "group" },
    button(
      "‹",
      () => {
        stop();
        to(get() - 1);
      },
      { class: "round", "aria-label": t.back, title: t.back, "data-do": "back" },
    ),
    play,
    button(
      "›",
      () => {
        stop();
        to(get() + 1);
      },
      { class: "round", "aria-label": t.forward, title: t.forward, "data-do": "forward" },
    ),
    slider,
    words,
    options.speeds &&
      select(
        t.explore.speed,
        (["slow", "normal", "fast"] as const).map((value) => ({ value, label: t.explore.speeds[value] })),
        speed,
        (value) => {
          speed = value;
          if (timer) {
            stop();
            toggle();
          }
        },
      ),
  );

  function toggle(): void {
    if (timer) return stop();
    if (get() >= last()) to(0);
    timer = window.setInterval(() => (get() >= last() ? stop() : to(get() + 1)), PAUSE_MS[speed]);
    mark(true);
  }
  function stop(): void {
    clearInterval(timer);
    timer = 0;
    mark(false);
  }
  function mark(playing: boolean): void {
    play.textContent = playing ? "❚❚" : "▶";
    set(play, { "aria-label": playing ? t.pause : t.play, title: playing ? t.pause : t.play });
  }

  return {
    element,
    toggle,
    stop,
    move: (by) => {
      stop();
      to(get() + by);
    },
    update() {
      slider.max = String(last());
      slider.value = String(get());
      set(slider, { "aria-valuetext": options.words(get()) });
      words.textContent = options.words(get());
    },
  };
}
