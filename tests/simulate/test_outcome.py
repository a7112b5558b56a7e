"""What a run has written stays as it was written, however far its numbers are and however many lines there come."""

from __future__ import annotations

from random import Random

import pytest

from prosessi.simulate.columns import FIRST_ROOM, NarrowTables, PlainTables
from prosessi.simulate.engine import simulate
from prosessi.simulate.layout import LINES, ROW_SIZE
from simulate.planted import Fault, planted
from simulate.queueing import workload

np = pytest.importorskip("numpy")

DEADLINES = (2, 0, 1)
SIZE = ROW_SIZE + 2 * max(DEADLINES)
AT_ONCE = 600
BLOCKS = 90
FAR = 1 << 31

FAULTS = (
    Fault("a far number loses its high bits", "if most[place] >= FAR", "if False"),
    Fault("the first far number loses its sign", "if most[place] >= FAR", "if most[place] > FAR"),
    Fault("of several processes one gets all", "lines[1:, processes == process]", "lines[1:]"),
    Fault("of several processes one got all", "compress(numbers, own)", "numbers"),
    Fault("a column begins with what the one before it had left", "out[place * LINES :", "out[place * LINES - 1 :"),
    Fault(
        "what was wide is narrow when there is more room",
        "self._moved(column, column.dtype)",
        'self._moved(column, "int32")',
    ),
    Fault(
        "the first line does not move",
        "moved[: self.length] = column[: self.length]",
        "moved[1 : self.length] = column[1 : self.length]",
    ),
)


def written(*, processes, far=True):
    """Blocks of lines as the loop writes them; in the middle the first numbers come that are far, one sort by one."""
    random = Random(7)  # noqa: S311  # nothing secret is drawn
    for number in range(BLOCKS):
        lines = []
        for _ in range(random.randint(1, AT_ONCE)):
            line = [random.randrange(processes), *(random.randrange(-1, FAR) for _ in range(ROW_SIZE - 1))]
            line += [random.choice((random.randrange(6), 0)) for _ in range(SIZE - ROW_SIZE)]
            lines.append(line)
        for place in range(1, ROW_SIZE) if far else ():
            if number > 5 * place:
                lines[-1][place] = FAR if number % 2 else random.randrange(FAR, 1 << 60)
        yield lines


def out_of(lines):
    """What the loop leaves: the columns of these lines, and behind them what was there before."""
    out = np.full((SIZE, LINES), FAR)
    out[:, : len(lines)] = np.transpose(lines)
    return out.ravel()


def kept(blocks, processes=3, most=-1, plain=0):
    """The columns of tables to which blocks were added, the first few of them before the run went over to arrays."""
    deadlines = DEADLINES[:processes]
    tables = PlainTables(deadlines)
    for number, lines in enumerate(blocks):
        if number == plain:
            tables = NarrowTables(deadlines, most, tables)
        tables.add(out_of(lines).tolist() if number < plain else out_of(lines), len(lines))
    return tables.columns


def by_hand(blocks, processes=3):
    lines = [line for block in blocks for line in block]
    return [
        [[line[place] for line in lines if line[0] == process] for place in range(1, ROW_SIZE + 2 * deadlines)]
        for process, deadlines in zip(range(processes), DEADLINES, strict=False)
    ]


def numbers(columns):
    return [[list(map(int, column)) for column in table] for table in columns]


def all_kept():
    blocks = list(written(processes=3))
    return numbers(kept(blocks, most=AT_ONCE, plain=2)) == by_hand(blocks)


@pytest.mark.parametrize("processes", [1, 3])
@pytest.mark.parametrize("most", [-1, 0, 100, 1_000_000])
@pytest.mark.parametrize("plain", [0, 4, 1000])
def test_all_lines_are_kept_as_they_were_written(processes, most, plain):
    blocks = list(written(processes=processes))

    assert sum(map(len, blocks)) > FIRST_ROOM
    assert numbers(kept(blocks, processes, most, plain)) == by_hand(blocks, processes)


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_faults_in_what_is_kept_are_noticed(fault, monkeypatch):
    assert all_kept()
    planted(fault, monkeypatch)

    assert not all_kept()


def test_a_number_takes_no_more_bytes_than_the_numbers_of_its_column():
    near, far = (kept(written(processes=1, far=far), processes=1)[0] for far in (False, True))

    assert [column.itemsize for column in near] == [4] * (ROW_SIZE - 1) + [1, 4] * DEADLINES[0]
    assert [column.itemsize for column in far] == [8] * (ROW_SIZE - 1) + [1, 4] * DEADLINES[0]


@pytest.mark.parametrize("place", range(1, ROW_SIZE))
def test_only_the_column_grows_wide_to_which_a_far_number_comes_at_last(place):
    blocks = list(written(processes=1, far=False))
    blocks[-1][-1][place] = FAR
    [columns] = kept(blocks, processes=1)

    assert numbers([columns]) == by_hand(blocks, processes=1)
    assert [column.itemsize for column in columns[: ROW_SIZE - 1]] == [
        4 + 4 * (place == each) for each in range(1, ROW_SIZE)
    ]


def test_columns_stay_where_they_are_when_it_is_known_how_long_they_get():
    tables, out = NarrowTables((1,), 2 * AT_ONCE), out_of([[0] * SIZE] * AT_ONCE)
    tables.add(out, AT_ONCE)
    before = tables.columns[0]
    tables.add(out, AT_ONCE)

    assert all(np.shares_memory(*columns) for columns in zip(before, tables.columns[0], strict=True))
    assert [len(column) for column in tables.columns[0]] == [2 * AT_ONCE] * (ROW_SIZE + 1)


def test_a_run_without_cases_has_empty_columns():
    run = simulate(workload("w2", 0), engine="plain")

    assert [len(column) for column in (run.cases[0].number, *run.cases[0].statuses, *run.cases[0].late)] == [0, 0, 0]
