# SPDX-License-Identifier: Apache-2.0
"""Reading numbers off the page, and writing them as the page does."""

import re
from pathlib import Path
from typing import Any

from pages import drawn

LESSON = Path(__file__).parents[2] / "explorer-ui/src/core/lesson.json"


def written(value: float, digits: int = 2) -> str:
    """As format.ts: fixed decimals, commas at thousands, a real minus sign, no minus zero."""
    text = f"{abs(value):,.{digits}f}"
    return f"−{text}" if value < 0 and plain(text) != 0 else text


def short(value: float) -> str:
    size = abs(value)
    return written(value, 0 if size >= 1000 else 1 if size >= 100 else 2)


def near(shown: str, value: float, digits: int = 2) -> bool:
    """Whether the page's number is the value, rounded; half a unit of the last digit plus 1e-6."""
    return abs(plain(shown) - value) <= 0.5 * 10**-digits + 1e-6


def plain(text: str) -> float:
    """A number as the page writes it."""
    return float(re.sub(r"[\s%,]", "", text).replace("−", "-"))


def key(page: Any, name: str, **more: object) -> str:
    """The text of the first element that shows this number."""
    wanted = f'[data-key="{name}"]' + "".join(f'[data-{k}="{v}"]' for k, v in more.items())
    return str(page.locator(wanted).first.text_content())


def numbers(text: str) -> list[float]:
    """All numbers of a formula."""
    return [plain(each) for each in re.findall(r"−?\d+\.\d+", text)]


def choose(part: Any, unit: int) -> None:
    """Goes to a unit, by its number."""
    search = part.locator("[data-do=search]").first
    search.fill(str(unit))
    search.press("Enter")


def put(page: Any, name: str, value: str) -> None:
    """Chooses in a list, by its data-do."""
    page.locator(f"select[data-do={name}]").first.select_option(value)
    drawn(page)


def slide(page: Any, selector: str, value: float) -> None:
    """Moves a range input."""
    page.locator(selector).first.evaluate(
        "(e, v) => { e.value = v; e.dispatchEvent(new Event('input', {bubbles: true})); }",
        str(value),
    )
