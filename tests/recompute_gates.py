"""The calculator on redemption gates: period by period, where the tools have a closed form."""

import re


def periods_of(held, count):
    """*count* periods in the unit of the figure: the formula begins with how many of it a period has."""
    each = held.formula.partition(" ")[0]
    return count * int(each) if each.isdigit() else count


def in_years(held):
    """Periods over the number of them a year has, which the formula says."""
    return held.figures[0].value / float(held.formula.rpartition("/")[2])


def of_stake(held):
    """Paid a share of the first stake a period, until nothing is left."""
    if held.figures:
        return in_years(held)
    left, periods = 100.0, 0
    while left > 1e-7:
        left, periods = left - held.number("cap"), periods + 1
    return periods_of(held, periods)


def left_of_stake(held):
    each = re.search(r"n / (\d+)", held.formula)
    return 100 * (1 - held.number("cap") / 100) ** (held.figures[0].value / int(each[1] if each else 1))


def until_little_is_left(held):
    left, periods = 100.0, 0
    while left > held.number("left") * (1 + 1e-12):
        left, periods = left * (1 - held.number("cap") / 100), periods + 1
    return periods_of(held, periods)


def in_a_queue(held):
    """Each period pays those who queue no more than the cap of what the fund then is."""
    fund, queue, periods = 100.0, held.number("queueing"), 0
    while queue > 1e-7:
        paid = min(queue, held.number("cap") / 100 * fund)
        fund, queue, periods = fund - paid, queue - paid, periods + 1
    return periods_of(held, periods)
