# SPDX-License-Identifier: Apache-2.0
"""The page is whole, self-contained and safe, for long texts, short ones, and other scripts."""

import json
import re

import pytest
import torch

from openlstm.errors import InputError
from openlstm.report import language_report
from report.example import PARAGRAPH, arguments, small_model


def embedded(page: str, name: str) -> dict[str, object]:
    return json.loads(re.search(rf'id="{name}-data">(.*?)</script>', page)[1])


@pytest.fixture(scope="module")
def page() -> str:
    return language_report(**arguments())


def test_the_page_asks_for_nothing(page: str) -> None:
    assert set(re.findall(r"https?://[^\"' ]*", page)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(link|img|iframe)|src=|@import|url\(|fetch\(|XMLHttp", page)
    assert "default-src 'none'" in page


def test_text_cannot_become_html(page: str) -> None:
    assert "<title>A &lt;report&gt; &amp; more</title>" in page
    assert "&lt;i&gt;sample&lt;/i&gt;" in page
    assert "<b>hello" not in page
    assert 'say "</script><b>hello' in embedded(page, "surprise")["text"]
    assert "innerHTML" not in page


def test_the_page_has_every_part(page: str) -> None:
    names = re.findall(r'<section id="(\w+)">', page)
    assert names == ["scores", "learning", "surprise", "gates", "units", "samples"]
    assert page.count('class="look"') == len(names)
    assert "20% less than the 5-gram model" in page
    assert embedded(page, "learning")["baseline"] == {"name": "5-gram", "cost": 1.6}
    assert embedded(page, "learning")["validation"][0] is None


def test_a_large_model_still_makes_a_page_under_a_megabyte() -> None:
    model, vocabulary = small_model()
    model = type(model)(vocabulary.size, hidden_size=384, num_layers=3)
    assert len(language_report(**arguments(model=model)).encode()) < 1_000_000


@pytest.mark.parametrize(
    "text", ["If", PARAGRAPH[:10], "床前明月光疑是地上霜" * 3, "x" * 400, "\n" * 50]
)
def test_short_plain_and_foreign_texts_make_a_page(text: str) -> None:
    shown = embedded(
        language_report(**arguments(validation_text=text, test_text=text, samples=[], history=[])),
        "surprise",
    )["text"]
    assert shown
    assert shown in text


def test_characters_never_seen_in_training_are_shown_as_they_are() -> None:
    page = language_report(**arguments(test_text="Ω" * 30))
    assert "Ω" in embedded(page, "surprise")["text"]


def test_too_short_a_text_is_refused_by_name() -> None:
    with pytest.raises(InputError, match="test_text must be at least 2 characters long, got 1"):
        language_report(**arguments(test_text="a"))


@pytest.mark.parametrize("training", [True, False])
def test_the_model_is_left_as_it_was(training: bool) -> None:
    given = arguments()
    given["model"].train(training)
    before = torch.random.get_rng_state()
    language_report(**given)
    assert given["model"].training is training
    assert torch.equal(before, torch.random.get_rng_state())
