# SPDX-License-Identifier: Apache-2.0
"""Classification: what a whole sequence is, beside everything that tells it for less."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin
from torch import Tensor

from openlstm.data.long_tables import Columns
from openlstm.data.sequences import SequenceSet
from openlstm.errors import InputError
from openlstm.explorer import Page
from openlstm.models import one_thread
from openlstm.models.sequence_classifier import SequenceClassifier
from openlstm.report.classify import classify_report
from openlstm.tasks.classify.following import Followed, advance, begin
from openlstm.tasks.classify.keeping import (
    Example,
    Networks,
    examples_json,
    kept_pipeline,
    kept_weights,
    read_examples,
    read_metrics,
    read_pipeline,
    read_predictions,
    restored,
)
from openlstm.tasks.classify.network import Network, ask, fit_networks
from openlstm.tasks.classify.prepare import Prepared, prepare
from openlstm.tasks.classify.reading import (
    check_labels,
    fitted_to,
    in_words,
    read_data,
    read_parts,
)
from openlstm.tasks.classify.rivals import Rivals, left_out
from openlstm.tasks.classify.scoring import Scored, compare, score_parts, verdict
from openlstm.tasks.classify.settings import ClassifySettings
from openlstm.tasks.classify.showing import (
    choose_examples,
    explorer_page,
    first_sequences,
    named,
    traces,
)
from openlstm.tasks.estimator import Estimator, Reader
from openlstm.tasks.judgement import Judgement
from openlstm.training.loop import Watch

__all__ = ["Classifier", "Evaluation"]


@dataclass(frozen=True)
class Evaluation:
    """How often the classes of other data were found, beside simpler models."""

    scores: dict[str, Any]
    """Model (lstm, majority, dtw, linear) → metric → value."""
    verdict: str
    """One sentence on whether the LSTM beats the best of the others there."""
    notes: tuple[str, ...]
    """What was left out, and why."""


class Classifier(ClassifierMixin, BaseEstimator, Estimator):
    """An ensemble of LSTMs that tells what a sequence is, by scikit-learn's conventions.

    Args:
        settings: the fields of `ClassifySettings` by name, such as hidden_size=64,
            pooling="attention", bidirectional=False, class_weight="balanced", seeds=5; for tables
            the columns: sequence="patient", step="visit", label="outcome".

    Raises:
        InputError: a name that is no setting, or a value out of its range.

    >>> wave = np.sin(np.arange(12) / 2 + np.arange(40)[:, None])
    >>> fast = np.sin(np.arange(12) + np.arange(40)[:, None])
    >>> model = Classifier(hidden_size=8, folds=1, max_steps=20)
    >>> model = model.fit(np.concatenate([wave, fast]), ["slow"] * 40 + ["fast"] * 40)
    >>> model.predict_proba(wave[:2]).shape, model.classes_.tolist()
    ((2, 2), ['fast', 'slow'])
    """

    task: ClassVar[str] = "classify"
    kind: ClassVar[type[ClassifySettings]] = ClassifySettings
    settings: ClassifySettings
    classes_: np.ndarray
    """[C], the labels, ascending; the order of probabilities."""
    networks: Networks
    """For each seed, one for each fold, in evaluation mode; their probabilities are averaged."""
    rivals: Rivals
    columns: Columns | None
    """Of the table that it was trained on; None where that was no table."""
    notes: tuple[str, ...]
    """What was found in the data."""
    judgement: Judgement
    """Whether the LSTM beats the best of the others on the test part, and by how much."""
    predictions: pd.DataFrame
    """What it made of the test part, a row for each sequence."""
    examples: tuple[Example, ...]
    """Some sequences of the test part, from the worst to the best."""

    def __init__(self, **settings: Any) -> None:
        self._told = settings
        self._followed: dict[str, Followed] = {}
        Estimator.__init__(self, **settings)

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002
        """All settings, as they were told or by default; `sklearn.base.clone` needs them."""
        fields = self.kind.model_fields
        return {name: self._told.get(name, field.default) for name, field in fields.items()}

    def set_params(self, **params: Any) -> "Classifier":
        """This classifier, told other settings for its next `fit`.

        Raises:
            InputError: as when it is made.
        """
        told = {**self._told, **params}
        Estimator.__init__(self, **told)
        self._told = told
        return self

    @property
    def model(self) -> SequenceClassifier:
        """The first network; `openlstm.record(model.model)` shows its gates."""
        return self.networks[0][0].model

    @property
    def _ensemble(self) -> list[Network]:
        self.require_fitted()
        return [network for each in self.networks for network in each]

    @one_thread()
    def fit(
        self,
        X: Any,
        y: Any = None,
        test: Any = None,
        watch: Watch = lambda _: None,
        checkpoints: Path | None = None,
    ) -> "Classifier":
        """This classifier, trained on `X` and scored on `test`, or on a share of `X` held out.

        The training sequences are cut into parts, stratified; each network has its weights chosen
        on one of them and learns from all others. Ctrl-C ends the training with what there is so
        far.

        Args:
            X: an array [N, T, M] or [N, T] (steps that are NaN throughout at the end are padding),
                a list of N arrays [T_n, M] or [T_n]; or, with their labels inside, the path of a
                `.ts` file of the UCR and UEA archives, a long table (a pandas, polars or arrow
                frame) or the path of one in CSV or Parquet, a row for each step.
            y: N labels, words or numbers, of arrays.
            test: the test part: a file or table, or (X, y) of arrays; `test_share` of X if not
                given.
            watch: called with a `Progress` after every step.
            checkpoints: a folder where the trainings are kept now and then, and taken up if they
                were kept there; see `openlstm.training.loop.train`.

        Raises:
            InputError: the data are not what they must be; the message names file, line, sequence
                or column; or the training broke down.
        """
        data, held, self.columns = read_parts(X, y, test, self.settings)
        prepared = prepare(data, held, self.settings)
        fitted = fit_networks(prepared, self.settings, watch, checkpoints)
        self.classes_, self.networks = prepared.classes, fitted.networks
        self.history, self.interrupted = fitted.history, fitted.interrupted
        self._followed = {}
        self._take_scores(prepared, score_parts(prepared, self.networks))
        return self

    def _take_scores(self, prepared: Prepared, scored: Scored) -> None:
        self.rivals, self.metrics = scored.rivals, scored.metrics
        self.judgement = scored.judgement
        self.notes = (*prepared.notes, *scored.notes)
        self.predictions = self._frame(scored.data, scored.believed)
        self.examples = choose_examples(scored)

    def predict(self, X: Any) -> np.ndarray:
        """[N], the likeliest class of each sequence."""
        believed = self.predict_proba(X)
        return self.classes_[believed.argmax(1)]

    @one_thread()
    def predict_proba(self, X: Any) -> np.ndarray:
        """[N, C], the probability of each class in the order of `classes_`; rows sum to 1.

        Args:
            X: sequences in any form that `fit` takes; labels in it are not read.

        Raises:
            InputError: X has other channels than the training.
            sklearn.exceptions.NotFittedError: there was no training.
        """
        return ask(self._ensemble, self._read_unlabelled(X))

    @one_thread()
    def predict_frame(self, X: Any) -> pd.DataFrame:
        """A row for each sequence: sequence, its name; label, the likeliest; p_… of each class."""
        data = self._read_unlabelled(X)
        return self._frame(data, ask(self._ensemble, data))

    def _frame(self, data: SequenceSet, believed: np.ndarray) -> pd.DataFrame:
        columns = {
            "sequence": list(data.names),
            "label": self.classes_[believed.argmax(1)],
            **{f"p_{name}": believed[:, k] for k, name in enumerate(self.classes_)},
        }
        if data.labels is not None:
            columns["actual"] = data.labels
        return pd.DataFrame(columns)

    def score(self, X: Any, y: Any = None, sample_weight: Any = None) -> float:
        """The share of the sequences whose class is found; the labels are in y or in X."""
        data = self._read(X, y)
        labels = check_labels(data, None, *in_words(X, self.columns))
        return super().score(list(data.values), labels, sample_weight)

    @one_thread()
    def evaluate(self, X: Any, y: Any = None) -> Evaluation:
        """How often the classes of other sequences are found, beside simpler models.

        Raises:
            InputError: a label is missing or was not in the training, or the channels are others.
        """
        data = self._read(X, y)
        labels = check_labels(data, self.classes_, *in_words(X, self.columns))
        targets = np.searchsorted(self.classes_, labels)
        beliefs = {"lstm": ask(self._ensemble, data), **self.rivals.beliefs(data)}
        found = compare(targets, beliefs)
        sentence = verdict(found.right, "On this data").sentence
        return Evaluation(found.scores, sentence, left_out(self.rivals, data))

    def _read(self, X: Any, y: Any = None) -> SequenceSet:
        """Other sequences, by the columns and channels of the training."""
        self.require_fitted()
        return self._fitted(X, read_data(X, y, self.settings, self.columns)[0])

    def _read_unlabelled(self, X: Any) -> SequenceSet:
        """The same without labels, which may be missing or empty."""
        self.require_fitted()
        columns = self.columns and replace(self.columns, label=None)
        data, _ = read_data(X, None, self.settings, columns)
        return self._fitted(X, replace(data, labels=None))

    def _fitted(self, X: Any, data: SequenceSet) -> SequenceSet:
        return fitted_to(self._ensemble[0].encoder.channels, data, in_words(X, self.columns)[0])

    @one_thread()
    def update(self, rows: Any, sequence: Any = "") -> pd.DataFrame:
        """What the classifier believes of unfinished sequences after their next steps.

        The states of all networks are carried from one call to the next, so that a step costs the
        same however long the sequence is. The result is that of `predict_frame` on all steps at
        once, but for rounding. What was read so far is not part of a saved run.

        Args:
            rows: an array [T, M], or [T] of one channel: the next steps of one sequence; or a long
                table with the columns of the training, where every sequence in it goes on.
            sequence: the name of the sequence whose next steps an array holds.

        Returns:
            A row for each sequence that went on: sequence, label, p_… of each class, and steps,
            how many were read.

        Raises:
            InputError: the model reads in both directions, the channels are others, or a step of a
                table is not after the last one read. Nothing has been taken up then.

        >>> model = Classifier(hidden_size=4, folds=1, max_steps=5, bidirectional=False)
        >>> model = model.fit(np.random.rand(20, 6), [0, 1] * 10)
        >>> model.update([0.1, 0.2], "anna")["steps"].tolist()
        [2]
        >>> model.update([0.3], "anna")["steps"].tolist()
        [3]
        """
        self.require_fitted()
        if self.settings.bidirectional:
            raise InputError(
                "update needs a model of one direction: this one reads each sequence from its end "
                "too, which is not there yet; train with bidirectional=False (--no-bidirectional), "
                "or give predict all steps each time."
            )
        array = isinstance(rows, np.ndarray | list | tuple)
        data = self._read_unlabelled([np.asarray(rows)] if array else rows)
        names = [str(sequence)] if array else [str(name) for name in data.names]
        found = {}
        for k, name in enumerate(names):
            at = self._followed.get(name) or begin(self._ensemble)
            steps = None if data.steps is None else data.steps[k]
            found[name] = advance(self._ensemble, name, data.values[k], steps, at)
        self._followed |= {name: after for name, (_, after) in found.items()}
        believed = np.stack([each for each, _ in found.values()])
        frame = self._frame(SequenceSet(data.values, tuple(names), data.channels), believed)
        return frame.assign(steps=[after.steps for _, after in found.values()])

    def forget(self, sequence: Any = "") -> None:
        """End an unfinished sequence: the next `update` of that name begins a new one."""
        self._followed.pop(str(sequence), None)

    def verdict(self) -> str:
        """One sentence on whether the LSTM beats the best of the others, on the test part."""
        self.require_fitted()
        return self.judgement.sentence

    @one_thread()
    def report(self, title: str = "A classifier") -> str:
        """The page report.html: verdict, scores, confusion, calibration, gates, learning curve."""
        self.require_fitted()
        part = "test" if "test" in self.metrics else "validation"
        return classify_report(
            self.metrics[part],
            part,
            self.verdict(),
            self._labels,
            self.history,
            traces(self.networks[0][0], named(self.examples)),
            self.notes,
            title,
            self.explore(title=title).fragment(("explore", "hold", "tour")),
        )

    def explore(self, X: Any = None, title: str = "A classifier") -> Page:
        """The page on which one steps through the first network and moves its gates.

        Args:
            X: sequences to read, in any form that `fit` takes, of which the first six are shown;
                some of its test part if None.
            title: heading of the page.
        """
        self.require_fitted()
        shown = named(self.examples) if X is None else first_sequences(self._read_unlabelled(X))
        return explorer_page(self._ensemble[0], shown, self._labels, title)

    @property
    def _labels(self) -> list[str]:
        return [str(name) for name in self.classes_]

    def weights(self) -> dict[str, Tensor]:
        """Of all networks and the linear model."""
        return kept_weights(self.networks, self.rivals)

    def pipeline(self) -> dict[str, Any]:
        """Classes, columns, the scaling of every network."""
        parts = self.classes_, self.columns, self.networks, self.rivals, self.notes
        return kept_pipeline(*parts)

    def files(self) -> dict[str, str]:
        """Predictions of the test part, the verdict, some sequences for the report, the log."""
        return {
            "predictions.csv": self.predictions.to_csv(index=False, lineterminator="\n"),
            "verdict.json": self.judgement.to_json(),
            "examples.json": json.dumps(examples_json(self.examples)),
            "train.log": "".join(f"{line}\n" for line in (*self.notes, self.verdict())),
        }

    @classmethod
    def readers(cls) -> dict[str, Reader]:
        """How they are read."""
        return {
            "pipeline.json": read_pipeline,
            "metrics.json": read_metrics,
            "predictions.csv": read_predictions,
            "verdict.json": Judgement.read,
            "examples.json": read_examples,
        }

    def restore(self, found: Mapping[str, Any]) -> None:
        """Take up what was read."""
        kept, weights = found["pipeline.json"], found["model.safetensors"]
        self.classes_, self.columns, self.notes = kept.classes, kept.columns, kept.notes
        self.networks, self.rivals = restored(self.settings, kept, weights)
        self.predictions, self.judgement = found["predictions.csv"], found["verdict.json"]
        self.examples = found["examples.json"]
