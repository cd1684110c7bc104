# SPDX-License-Identifier: Apache-2.0
"""The loop that trains any task, its settings, and the run folder it leaves behind.

Import from the files: `settings` stays free of torch, so that `openlstm --help` answers at once.
"""
