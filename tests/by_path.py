# SPDX-License-Identifier: Apache-2.0
"""A script as a module: scripts lie in no package."""

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

SCRIPTS = Path(__file__).parents[1] / "scripts"


def script(name: str) -> Any:
    """The module in this file of scripts/."""
    specification = spec_from_file_location(Path(name).stem, SCRIPTS / name)
    module = module_from_spec(specification)
    specification.loader.exec_module(module)
    return module
