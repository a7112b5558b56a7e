from __future__ import annotations

from datetime import date

import pytest

from prosessi.errors import WrongUse
from prosessi.walk.answers import read_answer


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("suuri", "Kyllä", True),
        ("suuri", "e", False),
        ("suuri", "nej", False),
        ("summa", " 700 ", 700),
        ("paatos", "1", "myonto"),
        ("paatos", "hylätään", "hylkays"),
        ("lausunnot", "1, juristi", frozenset({"talous", "juristi"})),
        ("lausunnot", "-", frozenset()),
        ("valmis_viim", "31.1.2025", date(2025, 1, 31)),
        ("valmis_viim", "2025-01-31", date(2025, 1, 31)),
    ],
)
def test_an_answer_is_read_by_the_type_of_the_data(chart, name, text, value):
    assert read_answer(chart, name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("suuri", "ehkä", "kyllä tai ei"),
        ("summa", "paljon", "kokonaisluvulla"),
        ("paatos", "3", "myonto"),
        ("lausunnot", "talous, naapuri", "juristi"),
        ("valmis_viim", "31.2.2025", "31.1.2025"),
        ("sumna", "3", "summa"),
    ],
)
def test_an_answer_that_means_nothing_says_what_would(chart, name, text, says):
    with pytest.raises(WrongUse, match=says):
        read_answer(chart, name, text)
