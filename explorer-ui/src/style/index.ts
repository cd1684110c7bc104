// SPDX-License-Identifier: Apache-2.0
/** All styles as one text. */

import base from "./base.css";
import diagram from "./diagram.css";
import explore from "./explore.css";
import hold from "./hold.css";
import tour from "./tour.css";

export const STYLES = base + diagram + hold + tour + explore;
