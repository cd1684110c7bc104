// SPDX-License-Identifier: Apache-2.0
// Light or dark: the system's choice until the reader makes another, kept where the browser lets us.

const toggle = find("#theme");
const nameTheme = () => {
  toggle.textContent = isDark() ? "Light" : "Dark";
  toggle.setAttribute("aria-label", `Switch to ${isDark() ? "light" : "dark"} colours`);
};

const KEY = "openlstm-theme";

function kept(theme) {
  try {
    if (theme) localStorage.setItem(KEY, theme);
    return localStorage.getItem(KEY);
  } catch {
    return theme; // some browsers refuse storage to files
  }
}

function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  nameTheme();
  repaint();
}

toggle.hidden = false;
toggle.addEventListener("click", () => setTheme(kept(isDark() ? "light" : "dark")));
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTheme());
setTheme(kept());
