"""Results told to people: deadlines first, then times, ends, where it jams, the staff, and what to doubt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from textwrap import fill

from prosessi.chart.chart import Chart
from prosessi.chart.names import Name, deadline_name, event_name, process_name, role_name, state_name
from prosessi.messages import Message, say, say_many
from prosessi.model.basis import bare
from prosessi.simulate.results.bottleneck import Bottleneck, bottleneck, growing
from prosessi.simulate.results.numbers import Figure, HowLong, Number, Percent
from prosessi.simulate.results.results import Results
from prosessi.simulate.setup import roles_in

WIDE = 0.05
"""An interval wider than this to each side is worth a word about more replications."""

WISHED = 0.02
MANY = 50
"""Assumptions that are still listed one by one."""

WIDTH = 110
"""Characters in a line of running text."""

Line = Message | str
Called = Name | Message


def summary(results: Results, title: object) -> Iterator[Line]:
    """The whole summary, line by line."""
    yield from _head(results, title)
    for each in results.setup.processes:
        yield ""
        yield from _process(results, each.chart, alone=len(results.setup.processes) == 1)
    yield ""
    yield from _jam(results)
    yield ""
    yield from staff_table(results)
    doubted = list(doubts(results))
    if doubted:
        yield ""
        yield say("Bear in mind")
        yield from map(_below, doubted)


def assumptions(assumed: Sequence[tuple[object, str]], file: str) -> Iterator[Line]:
    """What the figures rest on that nobody has measured: what it is about and its text, or how many if very many."""
    if not assumed:
        return
    yield ""
    yield say_many("The figures rest on {n} assumption", "The figures rest on {n} assumptions", len(assumed))
    for about, text in assumed[:MANY]:
        told = str(say("{about}: {text}", about=about, text=bare(text)))
        yield fill(told, WIDTH, initial_indent="  ", subsequent_indent="    ")
    if len(assumed) > MANY:
        yield _below(say("and {n} more: they are in the file {file}", n=len(assumed) - MANY, file=file))


def staff_name(results: Results, name: str) -> Called:
    """What a role or a crew is called: by its label, or by the first process that knows it.

    Otherwise it is its id in plain words. Where any of several roles will do, they are the names of all.
    """
    charts = [each.chart for each in results.setup.processes]
    label = next((crew.label for crew in results.setup.crews if crew.name == name), None)
    names: Iterator[Called] = (label or crew_name(charts, role) for role in roles_in(name))
    return reduce(_or, names)


def crew_name(charts: Iterable[Chart], name: str) -> Name:
    """What a role or a crew without a label is called, by the charts of its processes."""
    for chart in charts:
        if chart.process.roles.get(name) or chart.library.role(name):
            return role_name(chart, name)
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _or(one: Called, other: Called) -> Message:
    return say("{role} or {other}", role=one, other=other)


def table(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Rows of facts as lines of text, each column as wide as it needs, the first one to the left."""
    written = [[str(say("{fact}", fact=fact)) for fact in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*written, strict=True)]
    for first, *others in written:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells)).rstrip()


def _head(results: Results, title: object) -> Iterator[Line]:
    runs, wanted = len(results.digests), results.wanted
    yield say_many(
        "{title}: {n} run, {cases} cases",
        "{title}: {n} runs, {cases} cases",
        runs,
        title=title,
        cases=Number(results.cases, 0),
    )
    if runs < wanted:
        yield say(
            "Stopped before the end: {runs} of {wanted} runs were finished, and only they are counted.",
            runs=runs,
            wanted=wanted,
        )
    yield say("In brackets: the confidence interval, in which the true figure lies with a certainty of 95%.")


def _process(results: Results, chart: Chart, *, alone: bool) -> Iterator[Line]:
    name = chart.process.process
    if not alone:
        yield say(
            "“{process}”: {cases} cases in a run",
            process=process_name(chart),
            cases=Number(results.mean("cases", name), 0),
        )
    if not results.mean("cases", name):
        yield say("No case of this process began in the time that is counted.")
        return
    if chart.watches:
        yield say("Deadlines")
        yield from (_below(_deadline(results, chart, watch.name)) for watch in chart.watches)
        yield ""
    if results.estimate("cycle_days.mean", name) is None:
        yield say("No case ended, so nothing can be said of how long they take.")
        return
    yield from _times(results, name)
    yield ""
    yield say("How cases end")
    endings = [(measure, found) for measure, found in results.over("outcome") if measure.process == name]
    yield from map(
        _below, table((state_name(chart, measure.of), Figure(found, share=True)) for measure, found in endings)
    )


def _deadline(results: Results, chart: Chart, name: str) -> Message:
    process, called = chart.process.process, deadline_name(chart, name)
    met = results.estimate("deadline.met", process, name)
    if met is None:
        return say("{deadline}: it was not settled in any case", deadline=called)
    mean = results.mean("deadline.late.mean", process, name)
    if not mean > 0:
        return say("{deadline}: met in {share}", deadline=called, share=Figure(met, share=True))
    return say(
        "{deadline}: met in {share}; the others are late by {mean} days on average, 90% of them by at most {most}",
        deadline=called,
        share=Figure(met, share=True),
        mean=Number(mean),
        most=Number(results.mean("deadline.late.p90", process, name)),
    )


def times_of(results: Results, process: str) -> Iterator[tuple[Message, str, float]]:
    """The times of a case that are told: what each is called, its metric, and how many hours or days are one unit."""
    yield say("from beginning to end, working days"), "cycle_days", 1.0
    yield say("from beginning to end, calendar days"), "cycle_time", 24.0
    yield say("of which waiting for people, calendar days"), "waiting_time", 24.0
    if results.mean("working_time.mean", process) < 1:
        yield say("of which work, minutes"), "working_time", 1 / 60
    else:
        yield say("of which work, hours"), "working_time", 1.0


def _times(results: Results, process: str) -> Iterator[Line]:
    yield from table(
        [
            (say("Times"), say("on average"), say("median"), say("90% at most"), say("95% at most")),
            *(
                (
                    say("  {of}", of=of),
                    Figure(results.estimate(f"{metric}.mean", process), unit=unit),
                    *(Number(results.mean(f"{metric}.{each}", process) / unit) for each in ("median", "p90", "p95")),
                )
                for of, metric, unit in times_of(results, process)
            ),
        ]
    )


def _jam(results: Results) -> Iterator[Line]:
    yield say("Where it jams")
    jam = bottleneck(results)
    if jam is None:
        yield _below(say("Nowhere: hardly anybody waits for people."))
        return
    yield from map(_below, jam_words(results, jam))


def jam_words(results: Results, jam: Bottleneck) -> Iterator[Message]:
    """Where it jams and why, in sentences."""
    yield say(
        "{role}: {share} of all waiting is for this role; at noon its queue has {queue} tasks on average.",
        role=staff_name(results, jam.role),
        share=Percent(jam.role_share, 0),
        queue=Number(results.mean("role.queue", of=jam.role)),
    )
    if not jam.state:
        yield say("Nobody has begun any of them.")
        return
    [chart] = (each.chart for each in results.setup.processes if each.chart.process.process == jam.process)
    yield say(
        "Most of the waiting is in the state “{state}” ({share}), for the act “{act}”.",
        state=state_name(chart, jam.state),
        share=Percent(jam.state_share, 0),
        act=event_name(chart, jam.act),
    )
    yield _why(results, jam)


def staff_table(results: Results) -> Iterator[Line]:
    """The crews and the queues of the roles, a line for each; a crew and a role of the same name share theirs."""
    yield say("Staff")
    names = dict.fromkeys((*(crew.name for crew in results.setup.crews), *results.setup.roles))
    named = any(crew.named for crew in results.setup.crews)
    head: tuple[object, ...] = (
        say("  role or crew"),
        say("people"),
        say("working time in use"),
        say("in the queue at noon"),
        say("longest queue"),
        say("wait for a task"),
    )
    rows = [head + ((say("open cases of their own"),) if named else ())]
    rows += [_staff(results, name, named=named) for name in names]
    yield from table(rows)
    if results.setup.roles:
        yield _below(say("In the queue is what nobody is free to do at noon."))
        yield _below(say("The wait also has the time until somebody who has been given the task is at work."))


def _staff(results: Results, name: str, *, named: bool) -> tuple[object, ...]:
    wait = results.mean("role.wait", of=name)
    row = (
        say("  {of}", of=staff_name(results, name)),
        Number(results.mean("crew.people", of=name)),
        Figure(results.estimate("crew.utilisation", of=name), share=True),
        Figure(results.estimate("role.queue", of=name)),
        Number(results.mean("role.queue_most", of=name), 0),
        HowLong(wait),
    )
    return (*row, Figure(results.estimate("crew.caseload", of=name))) if named else row


def doubts(results: Results) -> Iterator[Message]:
    """What a reader should know before believing the figures."""
    if results.unfinished:
        yield say_many(
            "{open} case of {all} had not ended when its run did: it is not in the times, which are too short.",
            "{open} cases of {all} had not ended when their run did: they are not in the times, which are too short.",
            results.unfinished,
            open=Number(results.unfinished, 0),
            all=Number(results.cases, 0),
        )
    for role in growing(results):
        yield say(
            "The queue for “{role}” grows all the time: over a longer time every figure would be worse.",
            role=staff_name(results, role),
        )
    if results.refused:
        yield say_many(
            "{n} time somebody did an act that the process did not allow: the scenario does not fit the process.",
            "{n} times somebody did an act that the process did not allow: the scenario does not fit the process.",
            results.refused,
        )
    if results.stepped:
        yield say_many(
            "{n} step was too large for the tables and was taken slowly; the figures are the same.",
            "{n} steps were too large for the tables and were taken slowly; the figures are the same.",
            results.stepped,
        )
    if len(results.digests) == 1:
        yield say("One run: its intervals come from comparing parts of it. Several runs give surer ones.")
    else:
        yield from _width(results)


def _width(results: Results) -> Iterator[Message]:
    """How many runs would make wide intervals narrow."""
    more = None if results.precise(WIDE) else results.replications_needed(WISHED)
    if more is not None:
        yield say(
            "The intervals are wide. About {n} runs would bring them to {within} (--within 2%).",
            n=Number(_rounded_up(more), 0),
            within=Percent(WISHED, 0),
        )


def _rounded_up(count: int) -> int:
    """A large number to two figures, so that it does not look exact."""
    step: int = 10 ** max(0, len(str(count)) - 2)
    return -(-count // step) * step


def _below(line: object) -> Message:
    return say("  {line}", line=line)


def _why(results: Results, jam: Bottleneck) -> Message:  # noqa: PLR0911  (one sentence a reason)
    if jam.crew is None or jam.why == "nobody":
        return say("There is nobody in this role.")
    used = Percent(results.mean("crew.utilisation", of=jam.crew), 0)
    match jam.why:
        case "overload":
            return say("There is more work than working time ({used}): the queue only grows.", used=used)
        case "caseload":
            return say("Nobody has room for new cases: the caseload is full.")
        case "busy":
            return say("{used} of the working time is in use, and so little slack makes queues.", used=used)
        case "own":
            return say("{used} of the working time is in use: each case waits for its own worker.", used=used)
        case "hours":
            return say(
                "Only {used} of the working time is in use: the wait is for working hours, not for more people.",
                used=used,
            )
    return say("{used} of the working time is in use: work comes in bursts.", used=used)
