# SPDX-License-Identifier: Apache-2.0
"""From files to batches: reading, splitting, encoding, cutting into windows."""

from .brackets import BRACKET_SYMBOLS as BRACKET_SYMBOLS
from .brackets import bracket_sequences as bracket_sequences
from .keeping import KEPT_KINDS as KEPT_KINDS
from .keeping import KEPT_SYMBOLS as KEPT_SYMBOLS
from .keeping import kept_sequences as kept_sequences
from .streams import Streams as Streams
from .streams import TextStream as TextStream
from .text import TextSplit as TextSplit
from .text import demo_text as demo_text
from .text import read_text as read_text
from .text import split_text as split_text
from .vocabulary import Vocabulary as Vocabulary
