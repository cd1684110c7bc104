# SPDX-License-Identifier: Apache-2.0
"""The README's picture of the explorer: its first view, in a real browser.

    python scripts/explorer_picture.py /usr/bin/chromium

Needs the extra [test] for playwright, and a Chromium.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from openlstm.explorer import embedded_page

OUT = Path(__file__).parents[1] / "docs" / "images" / "explorer.png"


def main(chromium: str) -> None:
    """Opens the page and saves what is seen."""
    page_file = Path(tempfile.mkdtemp()) / "explorer.html"
    embedded_page().save(page_file)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1180, "height": 800}, locale="en")
        page.goto(page_file.as_uri())
        page.wait_for_timeout(500)
        page.screenshot(path=OUT)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
