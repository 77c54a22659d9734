"""Notes and questions by chance, of few words, so that they meet."""

from datetime import date, timedelta

from made_notes import ALL, put

from knowledge.concepts import Concept, Form
from knowledge.scope import Scope

WORDS = [f"{first}{second}" for first in ("gold", "zinc", "bank", "chip", "rail") for second in "bdgkmprt"]
CHARACTERS = "金银铜铁铝锌镍锡铅钢"
HOUSES = ("Harbour House", "Mill Lane", None)


def text_of(chance, most=30):
    """Words by chance, the first ones common and the last ones rare; now and then in Chinese."""
    rare = chance.beta(1, 4, int(chance.integers(3, most)))
    if chance.random() < 0.25:
        return "".join(CHARACTERS[int(at * len(CHARACTERS))] for at in rare) + "。"
    return " ".join(WORDS[int(at * len(WORDS))] for at in rare) + "."


def fill(library, chance, notes, **known):
    """Put so many notes in, of all houses, days and labels unless these are *known*."""
    for _ in range(notes):
        text = "\n\n".join(f"# {text_of(chance, 5)}\n\n{text_of(chance)}" for _ in range(int(chance.integers(1, 5))))
        days = int(chance.integers(1200))
        about = {
            "label": sorted(ALL)[int(chance.integers(4))],
            "institution": HOUSES[int(chance.integers(3))],
            "date": date(2023, 1, 1) + timedelta(days=days) if days % 5 else None,
            "title": text_of(chance, 4),
        }
        put(library, text, path=f"/n/{chance.integers(10**9)}.md", **about | known)


def asked(chance):
    """The concepts of a question: typed words, some with other names, some that no note has."""

    def form(weight):
        few = chance.choice([*WORDS, "金银", "铜铁", "nowhere"], int(chance.integers(1, 4)))
        return Form(tokens=tuple(map(str, few)), weight=weight)

    def concept():
        others = [form(0.8) for _ in range(int(chance.integers(0, 3)))]
        return Concept(forms=(form(1.0), *others))

    return [concept() for _ in range(int(chance.integers(1, 8)))]


def scope_of(chance):
    """A reader with some labels, who may have named a house or days."""
    labels = frozenset(label for label in sorted(ALL) if chance.random() < 0.6)
    days = [
        date(2023, 1, 1) + timedelta(days=int(days)) if days < 1200 else None for days in chance.integers(4000, size=2)
    ]
    house = ("mill", "HARBOUR", None, None)[int(chance.integers(4))]
    return Scope(labels=labels, institution=house, start=days[0], until=days[1])
