"""What each stanza and key of ``desk.toml`` means, a line each, for the page that is written from the grammar."""

STANZAS = {
    "desk": "The desk itself: one table, not one a name.",
    "series": "One series: where it is read, and what its numbers mean. The name after the dot is the id.",
    "panel": "A file that holds many series: a column each (`wide`), or a row a day and instrument (`long`).",
    "member": "One member of a panel, under `[panel.NAME.members.MEMBER]`. What is not said is taken from the file.",
    "composite": "A series made of others: the equal-weight mean of their z-scores over their common sample.",
    "basket": "Instruments held together, and the flows counted into them.",
    "portfolio": "Instruments with weights that sum to one.",
    "events": "A list of deals or other events, a row each, with the columns that say when and how much.",
    "table": "A table with a name and a number a row, such as exposures on one day.",
    "board": "What a snapshot shows, in this order.",
    "sql": "A query of the desk's database. It is run read-only, and neither address nor statement is ever shown.",
    "rights": "Who may see what. One table; each key may be left out.",
}
SHARED = {
    "title": "What it is called in an English answer.",
    "zh": "What it is called in Chinese; the first is its title, the others are typed too.",
    "aliases": "Other names that people type, in any language and case.",
    "unit": "What a published value counts, with its scale; see Units.",
    "kind": "What it is. Rates, surveys and flows change by a difference, the others in percent.",
    "freq": "How often there is a value: day, week, month, quarter, year.",
    "adjust": "Seasonal adjustment; `SAAR` is a level at an annual rate. Unlike adjustments are not compared.",
    "average": "What a period's value stands for: its average, its end, or its sum.",
    "neutral": "The no-change line of a diffusion index, such as 50 or 0.",
    "lag": "How long after a period's end its value is out; a question as of an earlier day does not see it.",
    "stale_after": "The age, from the period's end, after which the last value is no longer called the latest.",
    "valid": "The first and last day on which the column holds what its title says. Windows that cross are refused.",
    "label": "Who may see it; one of the labels of `[rights]`.",
    "groups": "Words that series have in common; search and suggestions use them.",
    "date": "The header of the dates, where it is not the one called date in any case.",
    "dates": "How dates are written, as strptime takes it, where they are not read without being told.",
    "total_return": "Whether the prices hold distributions; an answer says which.",
    "calendar": "How many days a year has: `exchange` 252, `daily` 365.",
    "copyright": "What its owner asks of those who pass it on; every answer carries it.",
    "rebalance": "How often the weights are restored: never, or each day, month, quarter, year.",
}
KEYS = {
    "desk": {
        "name": "What the desk is called.",
        "timezone": "Whose midnight begins a new today.",
        "language": "The language of an answer to a question that shows none.",
        "today": "A fixed today for the desk's files: for sample and test desks only.",
        "sample": "Whether the files are made up: answers from them say so.",
    },
    "series": {
        "source": "Where it is read; of several, the first that is set up and answers.",
        "layout": "`vintages`: the columns date, realtime_start and value, a row whenever a value changed.",
    },
    "panel": {
        "source": "The file, or a folder of Parquet files.",
        "layout": "A column an instrument, or a row a day and instrument.",
        "member": "Of a long panel, the header of the instruments.",
        "value": "Of a long panel, the header of the values.",
        "named": "Whether members are words in a question; `false` where tickers are words of the language.",
        "members": "Titles, Chinese names and aliases of single members.",
    },
    "member": {},
    "composite": {
        "parts": "Ids, with a transform after a colon where one is wanted.",
        "method": "How the parts become one.",
    },
    "basket": {
        "members": "Ids of the instruments.",
        "weights": "Equal; unlike weights are a portfolio's.",
        "flows": "`panel:NAME`, of which the rows with the basket's members are taken, or a list of flow series.",
        "assets": "Series of assets under management, of kind `stock` and in the currency of the flows, where held.",
    },
    "portfolio": {"weights": "A share for each id."},
    "events": {
        "source": "The file.",
        "id": "The header of what an event is called.",
        "announced": "The header of the day it was announced.",
        "closed": "The header of the day it was completed.",
        "value": "The header of its size.",
        "prices": "`panel:NAME`, whose members are the ids.",
        "proceeds": "The header of what was raised a share.",
        "cash": "The header of the cash a share.",
        "cost": "The header of the cost a share.",
        "unit": "What size, proceeds, cash and cost count.",
    },
    "table": {
        "source": "The file.",
        "row": "The header of the names.",
        "value": "The header of the numbers.",
        "as_of": "The day on which they held.",
        "zh_rows": "What rows are called in Chinese, by their names in the file.",
    },
    "board": {"rows": "Ids, in the order in which they are shown."},
    "sql": {
        "url": "The name of the variable that holds the SQLAlchemy URL; not the address itself.",
        "query": "A statement that gives a column called date and the values.",
    },
    "rights": {
        "labels": "The labels, from the lowest to the highest. Who may see one may see those below it.",
        "notes": "The label of a note or series that has none.",
        "folders": "The lowest label a note in a folder may have.",
        "people": "What a person, by Slack id, may see.",
        "member": "What a member of the workspace may see who is not among `people`.",
        "unknown": "What everybody else may see: guests, and people of other firms.",
        "terminal": "What the terminal may see where no `--user` is given.",
    },
}


def of(stanza: str, key: str) -> str:
    """What *key* means in *stanza*."""
    return KEYS[stanza].get(key) or SHARED[key]
