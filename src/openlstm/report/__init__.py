# SPDX-License-Identifier: Apache-2.0
"""Runs to pages: one self-contained HTML file that needs no network and no server."""

from openlstm.report.language import language_report

__all__ = ["language_report"]
