"""Two series to set beside each other, and what is looked at in the figures that come of them."""

import numpy as np
import pytest
from fakes import data_of, spec

from footnote.errors import AskError
from tools.implied import implied

SURVEY = {"unit": "diffusion index", "kind": "survey", "lag": 0}
LEVEL = {"unit": "index", "lag": 0}
GDP = {"unit": "USD bn", "freq": "Q", "adjust": "SAAR", "lag": 0}


def wave(count, level=50.0, size=6.0, step=0.7):
    """A survey that goes up and down, and never twice alike."""
    return [level + size * np.sin(step * n) + np.cos(1.9 * n) for n in range(count)]


def growing(count, step=0.9):
    """An index that grows by a rate that varies."""
    return list(100 * np.cumprod([1.01 + 0.004 * np.sin(step * n) for n in range(count)]))


def two(x, y, x_spec=SURVEY, y_spec=SURVEY, **known):
    """A desk of the series X and Y."""
    return data_of({"X": x, "Y": y}, spec("X", **x_spec), spec("Y", **y_spec), **known)


def part(figure, name):
    return next(each for each in figure.walk() if each.name == name)


def taken_as(figure):
    """How the two sides are taken, as the workings say it."""
    return tuple(next(each.value for each in figure.inputs if each.name == f"{side} taken as") for side in ("x", "y"))


def refused(data, *arguments, **more):
    with pytest.raises(AskError) as error:
        implied(data, *arguments, **more)
    return error.value


def fitted(x, y, at):
    slope, intercept = np.polyfit(x, y, 1)
    return intercept + slope * at
