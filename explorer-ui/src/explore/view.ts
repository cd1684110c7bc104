import type { App, View } from "../app"; import {el} from "../ui/dom";
export const exploreView = (app: App): View => ({element: el("div",{}, app.t.explore.title)});
