# SPDX-License-Identifier: Apache-2.0
"""Pages that draw late on purpose: a test that does not wait for them fails on every machine."""

from typing import Any

LATE = """(() => {
    const Observer = window.ResizeObserver;  // what pages draw their pictures in
    window.undrawn = new Set();
    window.ResizeObserver = class {
        constructor(draw) {
            this.inner = new Observer((...seen) => setTimeout(() => {
                if (this.element.clientWidth) undrawn.delete(this);
                if (!this.left) draw(...seen);
            }, 150));
        }
        observe(element) {
            this.element = element;
            undrawn.add(this);
            this.inner.observe(element);
        }
        disconnect() {
            this.left = true;
            undrawn.delete(this);
            this.inner.disconnect();
        }
    };
})()"""
DRAWN = "() => [...undrawn].every(each => !each.element.clientWidth)"  # hidden ones wait


def drawn(part: Any) -> Any:
    """A page or a part of one, once every picture that has a place on the page is drawn."""
    getattr(part, "page", part).wait_for_function(DRAWN)
    return part
