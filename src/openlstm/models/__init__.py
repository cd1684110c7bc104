# SPDX-License-Identifier: Apache-2.0
"""Networks with an LSTM inside: what stands before it and the head behind it."""

from openlstm.models.character import CharacterModel as CharacterModel
from openlstm.models.character import State as State
from openlstm.models.classifier import StepClassifier as StepClassifier
from openlstm.models.predict import character_nats as character_nats
from openlstm.models.predict import continue_text as continue_text
from openlstm.models.predict import one_thread as one_thread
