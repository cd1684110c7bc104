# SPDX-License-Identifier: Apache-2.0
"""`python -m openlstm`: the same as the command `openlstm`."""

from openlstm.cli import main

if __name__ == "__main__":
    main()
