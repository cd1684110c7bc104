# SPDX-License-Identifier: Apache-2.0
"""Scores, and the naive baselines that every score is printed beside."""

from .language import bits_per_char as bits_per_char
from .language import language_scores as language_scores
from .language import nats_per_char as nats_per_char
from .ngram import Uniform as Uniform
from .ngram import Unigram as Unigram
from .ngram import WittenBell as WittenBell
from .ngram import best_witten_bell as best_witten_bell
