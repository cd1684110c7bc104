# SPDX-License-Identifier: Apache-2.0
"""Classifiers as the subject of a search or a comparison."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from torch import nn

from openlstm.data.channels import fit_channels
from openlstm.data.sequences import SequenceSet
from openlstm.errors import InputError
from openlstm.models import one_thread
from openlstm.report.classify import model_label
from openlstm.studies.subject import Attempt
from openlstm.tasks.classify.network import Network, ask, fit_networks
from openlstm.tasks.classify.prepare import prepare
from openlstm.tasks.classify.reading import check_labels, read_parts
from openlstm.tasks.classify.rivals import fit_rivals
from openlstm.tasks.classify.settings import ClassifySettings
from openlstm.training.loop import Progress, Training, Watch
from openlstm.training.settings import checked

__all__ = ["Classifications", "subject"]


class Classifications:
    """Labelled sequences; the parts are cut once, as `Classifier.fit` does.

    One training is that of a whole ensemble, a network for each fold, so that every training
    sequence is judged by a network that did not learn from it: the parts that choose weights are
    small where data are few, and one alone would tell chance.
    """

    task = "classify"
    loss_name = "cross-entropy"
    metric = "accuracy"
    lower_is_better = False
    one_way = ""  # the whole sequence is there before its class is asked for

    def __init__(self, data: SequenceSet, test: SequenceSet | None, told: ClassifySettings) -> None:
        self.settings = told
        self.prepared = prepare(data, test, told.model_copy(update={"seeds": 1}))
        train = self.prepared.train
        self.inputs = fit_channels(train, np.arange(len(train))).size
        parts = [train] if self.prepared.test is None else [train, self.prepared.test]
        self.fingerprint = _fingerprint(parts)

    @one_thread()
    def train(
        self,
        changes: Mapping[str, Any],
        watch: Watch,
        recurrent: Callable[..., nn.RNNBase] | None = None,
        alone: bool = False,  # noqa: ARG002
    ) -> Attempt:
        """See `Subject.train`; nothing ever stands beside these networks.

        `watch` is shown the validations of the first network only: other networks have others.
        """
        settings = checked(ClassifySettings, {**self.settings.model_dump(), **changes})
        watch = _first_validations(watch, len(self.prepared.folds[0]))
        fitted = fit_networks(self.prepared, settings, watch, None, recurrent)
        trainings = fitted.trainings[0]
        return Attempt(
            fitted.networks[0],
            self._loss(trainings),
            sum(each.last.step for each in trainings),
            sum(each.last.seconds for each in trainings),
            fitted.interrupted,
        )

    def _loss(self, trainings: Sequence[Training]) -> float:
        """The mean over all sequences that chose weights, each where it was lowest."""
        lowest = [min(row["validation_cross_entropy"] for row in t.history) for t in trainings]
        counts = [len(fold.validation) for fold in self.prepared.folds[0][: len(trainings)]]
        return float(np.average(lowest, weights=counts))

    @one_thread()
    def score(self, model: Sequence[Network]) -> float:
        """How often the class of a test sequence is found."""
        return self._accuracy(ask(model, self._test))

    @one_thread()
    def baselines(self) -> dict[str, float]:
        """The same of the most frequent class, the nearest neighbour and a linear model.

        The nearest neighbour is left out where it is not affordable.
        """
        train, targets, test = self.prepared.train, self.prepared.targets, self._test
        rows = np.arange(len(train))
        rivals = fit_rivals(train, targets, rows, len(self.prepared.classes))
        found = rivals.beliefs(test)
        return {model_label(name): self._accuracy(each) for name, each in found.items()}

    @property
    def _test(self) -> SequenceSet:
        if self.prepared.test is None:
            raise InputError(
                "test is missing: architectures are scored on sequences that had no part in their "
                "training; give a test part, or a test_share above 0."
            )
        return self.prepared.test

    def _accuracy(self, believed: np.ndarray) -> float:
        classes = self.prepared.classes
        return float((classes[believed.argmax(1)] == check_labels(self._test)).mean())


def _first_validations(watch: Watch, networks: int) -> Watch:
    """`watch`, to which the trainings of all networks are one."""
    number = -1

    def told(progress: Progress) -> None:
        nonlocal number
        number += progress.step == 1
        fraction = (number + progress.fraction) / networks
        validated = progress.validated and number == 0
        watch(replace(progress, fraction=fraction, validated=validated))

    return told


def _fingerprint(parts: Sequence[SequenceSet]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(repr((part.channels, part.lengths.tolist())).encode())
        found.update(repr(check_labels(part).tolist()).encode())
        for values in part.values:
            found.update(np.ascontiguousarray(values).tobytes())
    return found.hexdigest()


def subject(data: Any, told: Mapping[str, Any]) -> Classifications:
    """Of whatever `Classifier.fit` reads; what it takes as y and test stands in `told` too."""
    others = {name: value for name, value in told.items() if name not in ("y", "test")}
    settings = checked(ClassifySettings, others)
    train, test, _ = read_parts(data, told.get("y"), told.get("test"), settings)
    return Classifications(train, test, settings)
