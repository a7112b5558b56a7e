"""`prosessi deadlines`: how much time each deadline leaves, if everyone keeps their own limits."""

from __future__ import annotations

from datetime import datetime

import click

from prosessi.cli.output import CLEAN, FINDINGS, complain, write
from prosessi.cli.spoken import spoken_command, spoken_option
from prosessi.messages import say


@spoken_command(
    say("Reckon whether deadlines can be missed though everyone keeps their own limits"),
    more=say(
        "PROCESS is a file, its folder, or the id of a shipped process. For every start day the latest day is reckoned"
        " on which each deadline is met, with weekends and holidays, and compared with its last day. The exit code is 1"
        " when a statutory deadline can be missed, and 0 otherwise."
    ),
)
@click.argument("process")
@spoken_option(
    "--from",
    "first",
    type=click.DateTime(["%Y-%m-%d"]),
    default="2026-01-01",
    says=say("The first start day, as 2026-01-31"),
)
@spoken_option("--years", type=click.IntRange(1, 30), default=10, says=say("How many years of start days"))
@spoken_option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    says=say("How it is shown: for people, or as JSON for programs"),
)
def command(process: str, first: datetime, years: int, form: str) -> int:
    """Judge every deadline of a process."""
    import json

    from prosessi.api.processes import load
    from prosessi.verify.limits.verdict import judge
    from prosessi.verify.limits.words import as_plain, heading, verdict_words

    if not 1900 <= first.year <= 2900:  # the calendar knows the holidays of these
        return complain(say("start days lie between the years 1900 and 2900"))
    chart = load(process)
    verdicts = [judge(chart, watch.name, first.date(), years) for watch in chart.watches]
    if form == "json":
        write(json.dumps([as_plain(chart, verdict) for verdict in verdicts], ensure_ascii=False, indent=2))
    elif verdicts:
        told = ([heading(chart, each), *verdict_words(chart, each)] for each in verdicts)
        write("\n\n".join("\n  ".join(map(str, lines)) for lines in told))
    else:
        write(str(say("the process has no deadlines")))
    soft = {watch.name for watch in chart.watches if watch.deadline.soft}
    missed = any(each.missed or each.answered == "endless round" for each in verdicts if each.deadline not in soft)
    return FINDINGS if missed else CLEAN
