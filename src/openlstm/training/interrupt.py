# SPDX-License-Identifier: Apache-2.0
"""Ctrl-C as a wish to stop between two steps."""

import signal
import threading
from types import FrameType, TracebackType

__all__ = ["Interrupt"]


class Interrupt:
    """A context in which the first Ctrl-C only sets `requested`; the second one interrupts as ever.

    Outside the main thread Python delivers no signals, and the context does nothing.

    >>> with Interrupt() as interrupt:
    ...     signal.raise_signal(signal.SIGINT)
    >>> interrupt.requested
    True
    """

    def __init__(self) -> None:
        self.requested = False
        self._in_main = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> "Interrupt":
        if self._in_main:
            self._previous = signal.signal(signal.SIGINT, self._request)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._in_main:
            signal.signal(signal.SIGINT, self._previous)

    def _request(self, signum: int, frame: FrameType | None) -> None:  # noqa: ARG002
        self.requested = True
        signal.signal(signal.SIGINT, self._previous)
