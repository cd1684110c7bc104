# SPDX-License-Identifier: Apache-2.0
"""The engines to run a test on: the native one where its library is, skipped elsewhere."""

import pytest

from openlstm.engines import native_library

needs_native = pytest.mark.skipif(
    native_library.library is None,
    reason=f"the native library is not there ({native_library.missing}); build it to run this",
)
ENGINES = [pytest.param("native", marks=needs_native), "torch", "reference"]
"""All engines, as parameters of a test."""
