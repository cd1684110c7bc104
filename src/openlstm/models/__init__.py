# SPDX-License-Identifier: Apache-2.0
"""Networks with an LSTM inside: what stands before it and the head behind it."""

from .character import CharacterModel as CharacterModel
from .predict import character_nats as character_nats
from .predict import continue_text as continue_text
