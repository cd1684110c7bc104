# SPDX-License-Identifier: Apache-2.0
"""The modules: `LSTM` and `LSTMCell`, and the question which engine runs a call."""

from openlstm.layers.lstm import LSTM as LSTM
from openlstm.layers.lstm_cell import LSTMCell as LSTMCell
from openlstm.layers.which import which_engine as which_engine
