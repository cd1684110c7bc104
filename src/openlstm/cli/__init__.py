# SPDX-License-Identifier: Apache-2.0
"""The command `openlstm`: read the options, call a task, print what came out."""

import sys
import warnings

__all__ = ["main"]

NEEDED = (
    "typer", "rich", "pydantic", "pydantic_core", "yaml", "matplotlib", "filelock", "narwhals",
    "pandas", "sklearn", "vega_datasets",
)  # fmt: skip


def main() -> None:
    """Run the command line and end the process: 0 if all went well, 2 for a mistake of the user."""
    warnings.formatwarning = _in_one_line  # the native library may be missed on the first import
    try:
        from openlstm.cli.app import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in NEEDED:
            raise
        print(
            f"error: the command needs {error.name}, which is not installed; "
            "install it with: pip install 'openlstm[cli]'",
            file=sys.stderr,
        )
        sys.exit(2)
    sys.exit(run())


def _in_one_line(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    line: str | None = None,
) -> str:
    """A warning as a reader of commands wants it, without the place in the code."""
    del category, filename, lineno, line
    return f"note: {' '.join(str(message).split())}\n"
