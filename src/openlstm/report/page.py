# SPDX-License-Identifier: Apache-2.0
"""The page around the sections: one HTML file with its styles, scripts and numbers inside."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files

__all__ = ["Section", "page"]


@dataclass(frozen=True)
class Section:
    """One part of the page.

    name: id of the part, and of the script that draws it.
    title: heading, plain text.
    look: one plain sentence that says what to look for.
    body: HTML, escaped where it holds text.
    data: what the script draws, as JSON; empty if there is nothing to draw.
    """

    name: str
    title: str
    look: str
    body: str
    data: dict[str, object] = field(default_factory=dict)


def page(title: str, verdict: str, sections: Sequence[Section], scripts: Sequence[str]) -> str:
    """The whole page as a string; nothing in it is loaded from anywhere.

    Args:
        scripts: names of files in static/ that draw the sections, in the order in which they run;
            those that every page has come by themselves.
    """
    return _SHELL.format(
        title=escape(title),
        verdict=escape(verdict),
        style=_static("page.css"),
        links="".join(f'<a href="#{s.name}">{escape(s.title)}</a>' for s in sections),
        sections="".join(_section(s) for s in sections),
        data="".join(_data(s) for s in sections if s.data),
        script="".join(_static(f"{name}.js") for name in ("base", "colours", *scripts, "theme")),
    )


def _section(section: Section) -> str:
    return (
        f'<section id="{section.name}"><h2>{escape(section.title)}</h2>'
        f'<p class="look">{escape(section.look)}</p>{section.body}</section>\n'
    )


def _data(section: Section) -> str:
    """JSON for one script; with every "<" escaped, no text can end the script element."""
    numbers = json.dumps(section.data, separators=(",", ":"), allow_nan=False)
    numbers = numbers.replace("<", "\\u003c")
    return f'<script type="application/json" id="{section.name}-data">{numbers}</script>\n'


def _static(name: str) -> str:
    return (files(__package__) / "static" / name).read_text(encoding="utf-8")


# The policy forbids every request, so that "no network" is held by the browser, not by care.
_SHELL = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<div class="masthead"><span>openlstm</span><button id="theme" type="button" hidden></button></div>
<h1>{title}</h1>
<p class="verdict">{verdict}</p>
<nav aria-label="Parts of this page">{links}</nav>
</header>
<main>
<noscript><p>The pictures are drawn by this page's own scripts; please allow them.</p></noscript>
{sections}</main>
<footer><p>Written by openlstm. This page is one file; it loads and sends nothing.</p></footer>
<div id="tip" role="status" hidden></div>
{data}<script>
(() => {{
"use strict";
{script}}})();
</script>
</body>
</html>
"""
