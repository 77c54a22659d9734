"""A desk of series to draw, and the lines that are drawn of them."""

from fakes import TODAY, daily, data_of, monthly, spec

from tools.charts.picture import Line
from tools.charts.wording import Stamp

PNG = b"\x89PNG\r\n\x1a\n"
STAMP = Stamp(id="a7f3k2mq", day=TODAY)
SURVEY = {"unit": "diffusion index", "kind": "survey", "lag": 0}
RATE = {"unit": "percent", "kind": "rate", "lag": 0}
PRICE = {"unit": "USD", "kind": "price", "freq": "D", "lag": 0}
FLOW = {"unit": "USD mn", "kind": "flow", "lag": 0}


def desk(**known):
    """A desk of a survey, two rates, two prices, amounts of unlike size, a balance and two flows."""
    values = {
        "SURVEY": monthly(range(30, 130)),
        "JOBLESS": monthly([4 + n / 100 for n in range(100)]),
        "BILL": monthly([0.1 + n / 1000 for n in range(100)]),
        "GOLD": daily(range(1000, 2000)),
        "STOCKS": daily(range(3000, 2000, -1)),
        "CLAIMS": monthly(range(200, 300)),
        "PAYROLLS": monthly(range(9000, 9100)),
        "BALANCE": monthly(range(1, 101)),
        "F_GOLD": monthly([2, -3] * 50),
        "F_BONDS": monthly([1, 4] * 50),
    } | known.pop("values", {})
    return data_of(
        values,
        spec("SURVEY", **SURVEY),
        spec("JOBLESS", **RATE),
        spec("BILL", **RATE),
        spec("GOLD", **PRICE, total_return=True),
        spec("STOCKS", **PRICE),
        spec("CLAIMS", unit="persons th", lag=0),
        spec("PAYROLLS", unit="persons th", lag=0),
        spec("BALANCE", **SURVEY, neutral=0),
        spec("F_GOLD", **FLOW),
        spec("F_BONDS", **FLOW),
        *(spec(id, **more) for id, more in known.items()),
    )


def lines(figure):
    shown = {part.series: part for part in figure.parts}
    return [Line(shown=shown[item.series], source=item) for item in figure.inputs if item.name in ("drawn", "bars")]


def recessions(*months):
    held = monthly([0] * 100)
    held[list(months)] = 1
    return held
