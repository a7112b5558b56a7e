"""Fields of a sequence are variables, and whoever is called in between finds and leaves them where they belong."""

from prosessi.simulate.written.fields import touched, with_fields, writes
from simulate.written.written import function, functions, same

OTHER = functions("def other(at):\n    at[1] = at[0] + at[2]")


def written(text):
    return with_fields(
        function(text), "at", lambda name: touched(OTHER, name, "at"), ("now", "many", "open").__getitem__
    )


def test_a_field_is_read_at_the_beginning_and_written_at_the_end():
    made = "def main(at):\n    at_now = at[0]\n    at_now = at_now + 1\n    at[0] = at_now\n    return at_now"
    same(written("def main(at):\n    at[0] = at[0] + 1\n    return at[0]"), made)


def test_who_is_called_finds_what_it_reads_and_what_it_writes_is_read_again():
    made = """
    def main(at):
        at_now = at[0]
        at_many = at[1]
        at_now = 5
        at[0] = at_now
        other(at)
        at_many = at[1]
        at[0] = at_now
        return at_many
    """
    same(written("def main(at):\n    at[0] = 5\n    other(at)\n    return at[1]"), made)


def test_a_sequence_read_at_places_not_known_beforehand_is_left_alone():
    same(written("def main(at, i): return at[i]"), "def main(at, i): return at[i]")


def test_a_function_changes_what_those_change_whom_it_calls():
    made = functions("def a(x, y): b(x)\ndef b(x): heappush(x, 1)")

    assert writes(made) == {"a": frozenset({"x"}), "b": frozenset({"x"})}
