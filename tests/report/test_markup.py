"""Text becomes markup only as text."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from prosessi.messages import say
from prosessi.report.markup import Markup, joined, tag


@given(st.text(), st.text())
def test_no_text_breaks_out_of_its_element(text, attribute):
    element = ET.fromstring(str(tag("p", text, title=attribute)))  # noqa: S314  (our own text)

    assert list(element) == []
    assert set(element.attrib) == {"title"}


def test_markup_stands_as_it_is_and_messages_are_told():
    inner = tag("b", say("{n} < 3", n=2))

    assert str(tag("code", inner, " & ", None)) == "<code><b>2 &lt; 3</b> &amp; </code>"


def test_elements_without_content_are_closed_at_once_if_they_never_have_any():
    assert str(tag("br")) == "<br/>\n"
    assert str(tag("rect", x=1)) == '<rect x="1"/>\n'
    assert str(tag("td")) == "<td></td>"


def test_a_line_ends_only_where_space_means_nothing():
    assert str(tag("tr", tag("td", "a"), tag("td", "b"))) == "<tr><td>a</td><td>b</td></tr>\n"


def test_names_of_attributes_may_be_words_of_python():
    assert str(tag("b", class_="a", aria_label="b", lang=None)) == '<b class="a" aria-label="b"></b>'


def test_children_are_joined():
    assert str(joined(["a", Markup("<i/>"), "b"], Markup("|"))) == "a|<i/>|b"
