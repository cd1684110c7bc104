import type { App, View } from "../app"; import {el} from "../ui/dom";
export interface TourState {chapter: number}
export const newTour = (): TourState => ({chapter:0});
export const tourView = (app: App): View => ({element: el("div",{}, app.t.tour.title)});
