import type { PageData } from "../data";
export interface ExploreState {x: number}
export const newExplore = (_data: PageData|null): ExploreState => ({x:0});
