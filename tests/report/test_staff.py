"""What is told of the staff over time is the mean of the days of each month on which somebody is at work."""

from datetime import timedelta
from statistics import fmean

import pytest

from prosessi.simulate.setup import DAY
from report.made import SETUP, page, results
from report.reading import parsed, words


def rows(caption):
    """The lines of a table by their names, their cells as numbers."""
    table = next(table for table in parsed(page("en")).iter("table") if words(table.find("caption")) == caption)
    return {words(row[0]): [float(words(cell).rstrip("%")) for cell in row[1:]] for row in table.find("tbody")}


def months(told):
    """The mean of each month over both runs, of what is told of each sampled day; nothing is told by None."""
    found = {}
    for digest in results().digests:
        for line, moment in enumerate(digest.samples.time):
            day = SETUP.start + timedelta(days=moment // DAY)
            name = f"{day:%B} {day.year}".replace("May", "the month of May")
            found.setdefault(name, []).append(told(digest.samples, line, day))
    return {name: fmean(value for value in values if value is not None) for name, values in found.items()}


def test_queues_are_the_means_of_the_noons_of_each_month():
    means = months(lambda samples, line, _day: samples.queues[0][line])

    assert {name: row[0] for name, row in rows("Queues by role").items()} == pytest.approx(means, abs=0.05)


def test_only_those_who_are_at_work_count_and_as_many_as_there_are_then():
    def share(samples, line, day):
        people = 3 if samples.time[line] < 100 * DAY else 2
        return 100 * samples.busy[1][line] / people if day.weekday() < 5 else None

    told = {name: row[1] for name, row in rows("Busy at noon by crew").items()}

    assert told == pytest.approx(months(share), abs=0.06)
