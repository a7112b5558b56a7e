"""The layout engine: from the wheel, or any `dot`, or a clear sentence."""

import pytest

from prosessi.render import engine

GRAPH = "digraph g { a [shape=box fixedsize=true width=1 height=1]; b; a -> b; }"


def test_several_graphs_come_back_in_their_order():
    answers = engine.run([GRAPH.replace("digraph g", f"digraph g{n}") for n in range(3)])

    assert [answer["name"] for answer in answers] == ["g0", "g1", "g2"]


def test_no_graphs_need_no_engine(monkeypatch):
    monkeypatch.setenv(engine.VARIABLE, "there-is-no-such-program")

    assert engine.run([]) == []


def test_a_missing_engine_is_named(monkeypatch):
    monkeypatch.setenv(engine.VARIABLE, "there-is-no-such-program")

    with pytest.raises(engine.NoEngine, match="there-is-no-such-program"):
        engine.run([GRAPH])


def test_without_any_engine_the_sentence_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(engine.sysconfig, "get_path", lambda *_: str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv(engine.VARIABLE, raising=False)

    with pytest.raises(engine.NoEngine, match="pip install graphviz-pure"):
        engine.run([GRAPH])


def test_a_graph_that_is_none_tells_the_engines_reason():
    with pytest.raises(engine.NoEngine, match="asettelumoottori epäonnistui"):
        engine.run(["digraph {"])


def test_no_dot_on_the_path_is_needed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert engine.run([GRAPH])[0]["objects"]
