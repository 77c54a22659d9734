"""A question in its thread: the day of knowledge its words name, and the one it goes on with."""

import re
from dataclasses import replace
from datetime import date

from bot import published, words
from bot.choosing import Plan
from bot.known import Known, as_known, month_known
from bot.language import normalise
from bot.plan import Planner
from footnote.answer import Call
from footnote.errors import AskError
from tools.catalogue import Series
from tools.data import Data
from tools.registry import At

NOW = re.compile(r"\b(?:now|today|current|currently|latest)\b|现在|目前|当前|如今|今天|最新")


def settled(typed: str, data: Data, planner: Planner) -> Known:
    """What was *typed* without the words for a day of knowledge, *data* set to that day.

    AskError for a day that does not exist, or two of them.
    """
    text = normalise(typed)
    try:
        known = as_known(text, planner.today)
    except AskError as error:
        items = [link.item for link in planner.linker.links(text)]
        offers = [words.revisions_of(item, planner.today) for item in items if isinstance(item, Series)]
        if offers and error.text is published.TWO_VINTAGES:
            raise AskError(error.text, choices=offers[0]) from None
        raise
    if known is None:
        return Known(rest=typed)
    if not known.now:
        data.as_of = known.day
    return known


def planned(planner: Planner, known: Known, data: Data, before: tuple[Call, ...], day: date | None) -> Plan:
    """The plan for a question whose thread had the plan *before*, as of *day* where one was named.

    A follow-up stays on that day, unless it speaks of now or of a day of its own.
    """
    if known.day is not None:
        planner = replace(planner, today=known.day)
        if known.is_bare:
            return planner.again(before, known.day)
    if month := _month_known(known, before, planner):
        data.as_of = month
        return replace(planner, today=month).again(before, month)
    plan = planner.plan(known.rest, before)
    ends = known.day is not None or plan.as_of is not None or NOW.search(normalise(known.rest))
    if day is not None and day <= planner.today and plan.follows and not ends:
        data.as_of = day
        return replace(planner, today=day).plan(known.rest, before)
    if plan.as_of is not None:
        if known.day is not None and not known.now:
            title = next(subject.title for subject in plan.subjects)
            raise AskError(published.two_days(title, plan.as_of.isoformat()))
        data.as_of = plan.as_of
    return plan


def _month_known(known: Known, before: tuple[Call, ...], planner: Planner) -> date | None:
    """The last day of the month that "as of last June" names and nothing else, after what has no value of one month."""
    asked = (planner.tools[call.tool] for call in before if call.tool in planner.tools)
    if known.day is not None or any(At in tool.arguments.values() for tool in asked):
        return None
    month = month_known(normalise(known.rest), planner.today) if before else None
    return min(month, planner.today) if month else None
