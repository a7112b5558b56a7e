"""What takes long to make is kept for the processes that follow, and never believed when it is not whole."""

from __future__ import annotations

import pytest

from prosessi.simulate import keeping
from prosessi.simulate.keeping import FOLDER, kept, was_kept

CONTENT = bytes(range(256)) * 40
DAMAGES = {
    "cut short": lambda content: content[:-100],
    "cut to nothing": lambda _: b"",
    "changed in one bit": lambda content: content[:500] + bytes([content[500] ^ 1]) + content[501:],
    "made longer": lambda content: content + b"\0",
    "something else": lambda _: b"something else",
}


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    chosen = tmp_path / "kept"
    monkeypatch.setenv(FOLDER, str(chosen))
    return chosen


class Maker:
    """Makes the same again and again, and counts how often."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return CONTENT


def damaged(folder, damage):
    """What is given of a file that was damaged, and how often it had to be made."""
    make = Maker()
    kept("loop", "key", make)
    (file,) = folder.iterdir()
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    return kept("loop", "key", make), make.times


def test_what_is_kept_is_not_made_again(folder):
    make = Maker()

    assert [kept("loop", "key", make) for _ in range(3)] == [CONTENT] * 3
    assert make.times == 1
    assert len(list(folder.iterdir())) == 1


def test_under_another_key_it_is_made_anew():
    make = Maker()
    kept("loop", "key", make)
    kept("loop", "another key", make)

    assert make.times == 2


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_made_anew(damage, folder):
    assert damaged(folder, damage) == (CONTENT, 2)


@pytest.mark.parametrize("damage", DAMAGES)
def test_after_that_it_is_whole_again(damage, folder):
    damaged(folder, damage)
    make = Maker()

    assert (kept("loop", "key", make), make.times) == (CONTENT, 0)


def test_a_file_of_another_key_under_this_name_is_not_believed(folder):
    kept("loop", "another key", lambda: b"something else")
    (other,) = folder.iterdir()
    kept("loop", "key", Maker())
    (own,) = set(folder.iterdir()) - {other}
    other.replace(own)

    assert kept("loop", "key", Maker()) == CONTENT


def test_that_nothing_can_be_written_is_no_error(folder):
    folder.write_text("a file where the folder would be")
    make = Maker()

    assert [kept("loop", "key", make) for _ in range(2)] == [CONTENT] * 2
    assert make.times == 2


def test_where_the_first_folder_cannot_be_written_the_next_one_is_used(tmp_path, monkeypatch):
    (tmp_path / "first").write_text("a file where the folder would be")
    monkeypatch.setattr(keeping, "_folders", lambda: iter((tmp_path / "first", tmp_path / "second")))
    make = Maker()

    assert [kept("loop", "key", make) for _ in range(2)] == [CONTENT] * 2
    assert make.times == 1


def test_two_who_make_it_at_once_do_each_other_no_harm(folder):
    def make_beside_another():
        assert kept("loop", "key", Maker()) == CONTENT
        return CONTENT

    assert kept("loop", "key", make_beside_another) == CONTENT
    assert len(list(folder.iterdir())) == 1
    assert kept("loop", "key", lambda: b"") == CONTENT


@pytest.mark.parametrize("damage", ["cut short", "changed in one bit"])
def test_believing_every_file_is_found(damage, folder, monkeypatch):
    monkeypatch.setattr(keeping, "_seal", lambda *_: b"." * 32)

    assert damaged(folder, damage) != (CONTENT, 2)


def test_one_can_see_whether_something_was_kept_without_making_it():
    before = was_kept("it")
    kept("it", "key", Maker())

    assert (before, was_kept("it"), was_kept("i"), was_kept("other")) == (False, True, False, False)
