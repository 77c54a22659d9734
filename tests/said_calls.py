"""Calls of the tools whose words are tried on the sample desk, their figures, and the sentences about them, filled."""

from functools import cache

from bot import check, draft
from footnote.answer import Call
from footnote.settings import Settings, packaged_desk
from tools.data import Data
from tools.desk_folder import load
from tools.registry import all_tools
from tools.sources import connected

CALLS = [
    Call(tool=tool, arguments=arguments)
    for tool, calls in {
        "volatility": [
            {"series": "BTC"},
            {"series": "BTC", "window": "90D", "threshold": 0.8},
            {"series": "GOLD", "window": "1Y"},
            {"series": "BTC", "window": "2025"},
        ],
        "exit_time": [
            {"cap": 0.05},
            {"cap": 0.02, "freq": "monthly"},
            {"cap": 1.0, "freq": "annual"},
            {"cap": 0.075, "freq": "semiannual"},
        ],
        "capital_release": [{"points": 1.0}, {"points": 0.5, "rwa": 14e12}, {"points": 1.0, "requirement": 0.105}],
        "contribution": [{"parts": [0.48, 0.22], "total": 0.3}, {"parts": [0.1, -0.05], "total": 0.0}],
        "exposure": [{"table": "SOFTWARE"}],
        "spac_returns": [
            {},
            {"window": "1Y"},
            {"window": "1M"},
            {"window": "5Y", "benchmark": "US_SMALLCAP"},
            {"window": "6M", "benchmark": "US_SMALLCAP"},
        ],
        "spac_rank": [{"year": 2025}, {"year": 2021}, {"year": 2026}],
        "spac_fee": [{}, {"cost": 3.0}, {"cost": 2.0, "per": 12.0}],
    }.items()
    for arguments in calls
]
HELD = {}
"""Figures that were computed before, by their call."""


@cache
def sample():
    """What the sample desk knows on its day, from its files."""
    return Data(catalogue=load(packaged_desk()), sources={"file": connected(Settings())["file"]})


def figure_of(call):
    """The figure of a call, under its key; computed once."""
    if (key := repr(call)) not in HELD:
        HELD[key] = all_tools()[call.tool](sample(), **call.arguments).keyed("f1")
    return HELD[key]


def filled(call, figure, language="en"):
    """The sentences about the figure; None for one that is dropped."""
    held = check.slots((figure,), (), language)
    return [check.fill(sentence, held, language) for sentence in draft.sentences(call, figure)]


def told(tool, language, **arguments):
    """The sentences of a call."""
    call = Call(tool=tool, arguments=arguments)
    return filled(call, figure_of(call), language)
