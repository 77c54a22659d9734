"""CSS selectors against the elements of a page, counted: a page that asks for too much matching is refused."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import Any

Test = Callable[[Any], bool]

STEPS = 2_000_000  # comparisons on one page
COST = 150  # comparisons that take as long as to parse a selector
LONGEST = 1_000  # characters of a selector
SIMPLE = re.compile(r"([a-z][a-z0-9]*|\*)?(?:([.#])([a-z_][\w-]*))?$", re.IGNORECASE)
NTH = re.compile(r"(?:(?P<a>[+-]?\d*)n)?(?P<b>[+-]?\d+)?$")
ALWAYS = ("defined", "enabled", "read-only", "valid", "optional")
LINKS = ("link", "any-link")


class TooManyError(Exception):
    """The selectors of a page take more steps than are allowed."""


class Matcher:
    """Makes tests of selectors and counts the steps they take, all of one page together."""

    def __init__(self) -> None:
        self.left = STEPS
        self._places: dict[Any, dict[Any, tuple[int, int, int, int]]] = {}

    def step(self, number: int = 1) -> None:
        """Count *number* comparisons; TooManyError where none are left."""
        self.left -= number
        if self.left < 0:
            raise TooManyError

    def compiled(self, selector: str) -> tuple[Test, tuple[int, int, int], str] | None:
        """The test of *selector*, its weight and the key of what it can match: ``.class``, ``#id``, ``tag`` or ``*``.

        None for one that is not valid, or that is about a pseudo-element or a state that a page at rest is not in.
        """
        if len(selector) > LONGEST:
            raise TooManyError
        if simple := SIMPLE.match(selector):
            return self._simple(*simple.groups())
        self.step(COST)
        cssselect = import_module("cssselect")
        try:
            parsed = cssselect.parse(_one_in_not(selector))
            if len(parsed) != 1 or parsed[0].pseudo_element:
                return None
            return self._test(parsed[0].parsed_tree), parsed[0].specificity(), key_of(parsed[0].parsed_tree)
        except (cssselect.SelectorError, RecursionError, ValueError):
            return None

    def _simple(self, tag: str | None, mark: str | None, name: str | None) -> tuple[Test, tuple[int, int, int], str]:
        tests: list[Test] = []
        if tag and tag != "*":
            tests.append(_is(tag.lower()))
        if mark:
            tests.append(_has_id(name or "") if mark == "#" else _has_class(name or ""))
        weight = (int(mark == "#"), int(mark == "."), int(bool(tests) and tag not in (None, "*")))
        key = f"{mark}{name}".lower() if mark else (tag or "*").lower()
        return self._all(tests), weight, key

    def _all(self, tests: list[Test]) -> Test:
        def test(element: Any) -> bool:
            self.step()
            return all(each(element) for each in tests)

        return test

    def _test(self, tree: Any) -> Test:
        """The test that *tree*, of cssselect, stands for."""
        return getattr(self, f"_{type(tree).__name__.lower()}")(tree)  # type: ignore[no-any-return]

    def _element(self, tree: Any) -> Test:
        return self._all([_is(tree.element.lower())] if tree.element else [])

    def _class(self, tree: Any) -> Test:
        return self._both(tree.selector, _has_class(tree.class_name))

    def _hash(self, tree: Any) -> Test:
        return self._both(tree.selector, _has_id(tree.id))

    def _attrib(self, tree: Any) -> Test:
        return self._both(tree.selector, _has_attribute(tree.attrib.lower(), tree.operator, tree.value))

    def _negation(self, tree: Any) -> Test:
        inner = self._test(tree.subselector)
        return self._both(tree.selector, lambda element: not inner(element))

    def _matching(self, tree: Any) -> Test:
        inner = [self._test(getattr(each, "parsed_tree", each)) for each in tree.selector_list]
        return self._both(tree.selector, lambda element: any(each(element) for each in inner))

    _specificityadjustment = _matching

    def _relation(self, tree: Any) -> Test:
        """``:has()``: something below the element, or beside it, is as said."""
        around: dict[str, Callable[[Any], Iterator[Any]]] = {" ": _below, ">": iter, "+": _next, "~": _after}
        inner = [(around[str(token.value)], self._test(each.parsed_tree)) for token, each in tree.arguments]
        return self._both(
            tree.selector,
            lambda element: any(test(each) for where, test in inner for each in self._counted(where(element))),
        )

    def _combinedselector(self, tree: Any) -> Test:
        left, right = self._test(tree.selector), self._test(tree.subselector)
        around = {" ": _above, ">": _parent, "+": _previous, "~": _before}[tree.combinator]
        return lambda element: right(element) and any(left(each) for each in self._counted(around(element)))

    def _pseudo(self, tree: Any) -> Test:
        return self._both(tree.selector, self._state(tree.ident.lower()))

    def _function(self, tree: Any) -> Test:
        name = tree.name.lower()
        nth = NTH.match("".join(token.value or "+" for token in tree.arguments).replace(" ", "").lower())
        places = {"nth-child": 0, "nth-last-child": 1, "nth-of-type": 2, "nth-last-of-type": 3}
        words = {"even": (2, 0), "odd": (2, 1)}
        argument = "".join(str(token.value) for token in tree.arguments).strip().lower()
        if name not in places or not (nth or argument in words):
            return lambda _: False
        a, b = words.get(argument) or _terms(nth)
        place = places[name]
        return self._both(tree.selector, lambda element: _falls(self._place(element)[place], a, b))

    def _both(self, selector: Any, more: Test) -> Test:
        first = self._test(selector)
        return lambda element: first(element) and more(element)

    def _state(self, name: str) -> Test:
        """The test of a pseudo-class without arguments; those of a user's doing hold of nothing."""
        places = {"first-child": (0,), "last-child": (1,), "only-child": (0, 1)}
        places |= {"first-of-type": (2,), "last-of-type": (3,), "only-of-type": (2, 3)}
        if name in places:
            wanted = places[name]
            return lambda element: all(self._place(element)[place] == 1 for place in wanted)
        plain: dict[str, Test] = {
            **dict.fromkeys(("root", "scope"), lambda element: element.getparent() is None),
            **dict.fromkeys(LINKS, lambda element: element.tag == "a" and "href" in element.attrib),
            **dict.fromkeys(ALWAYS, lambda _: True),
            "empty": lambda element: not len(element) and not element.text,
            "checked": lambda element: "checked" in element.attrib or "selected" in element.attrib,
            "disabled": lambda element: "disabled" in element.attrib,
        }
        return plain.get(name, lambda _: False)

    def _place(self, element: Any) -> tuple[int, int, int, int]:
        """Which child it is, from the first and the last, and which of its kind; counted once for all siblings."""
        parent = element.getparent()
        if parent is None:
            return 1, 1, 1, 1
        if parent not in self._places:
            children = [child for child in parent if isinstance(child.tag, str)]
            self.step(len(children))
            forward, backward = list(_counted_kinds(children)), list(_counted_kinds(children[::-1]))[::-1]
            self._places[parent] = {
                child: (number, len(children) + 1 - number, forward[number - 1], backward[number - 1])
                for number, child in enumerate(children, 1)
            }
        return self._places[parent][element]

    def _counted(self, elements: Iterator[Any]) -> Iterator[Any]:
        for element in elements:
            self.step()
            if isinstance(element.tag, str):
                yield element


def key_of(tree: Any) -> str:
    """What an element must have for *tree* to match it: one of its classes, its id, its tag, or ``*``."""
    kind = type(tree).__name__
    if kind == "CombinedSelector":
        return key_of(tree.subselector)
    if kind == "Class":
        return f".{tree.class_name}".lower()
    if kind == "Hash":
        return f"#{tree.id}".lower()
    if kind == "Element":
        return (tree.element or "*").lower()
    return key_of(tree.selector)


@cache
def words_of(value: str) -> frozenset[str]:
    """The words of an attribute, as a class."""
    return frozenset(value.lower().split())


def _one_in_not(selector: str) -> str:
    """*selector* with ``:not(a, b)`` written ``:not(:is(a, b))``, which cssselect reads."""
    parts = re.split(r"(:not\(|[()])", selector, flags=re.IGNORECASE)
    closing: list[str] = []
    for at, part in enumerate(parts):
        if part.lower() == ":not(":
            parts[at] = ":not(:is("
            closing.append("))")
        elif part == "(":
            closing.append(")")
        elif part == ")" and closing:
            parts[at] = closing.pop()
    return "".join(parts)


def _is(tag: str) -> Test:
    return lambda element: element.tag == tag


def _has_class(name: str) -> Test:
    name = name.lower()
    return lambda element: name in words_of(element.get("class", ""))


def _has_id(name: str) -> Test:
    name = name.lower()
    return lambda element: element.get("id", "").lower() == name


def _has_attribute(name: str, operator: str, wanted: Any) -> Test:
    value = str(getattr(wanted, "value", wanted) or "").lower()
    tests: dict[str, Callable[[str], bool]] = {
        "exists": lambda _: True,
        "=": lambda found: found == value,
        "~=": lambda found: value in found.split(),
        "|=": lambda found: found == value or found.startswith(f"{value}-"),
        "^=": lambda found: bool(value) and found.startswith(value),
        "$=": lambda found: bool(value) and found.endswith(value),
        "*=": lambda found: bool(value) and value in found,
        "!=": lambda found: found != value,
    }
    test = tests[operator]
    return lambda element: name in element.attrib and test(element.attrib[name].lower())


def _above(element: Any) -> Iterator[Any]:
    return element.iterancestors()  # type: ignore[no-any-return]


def _parent(element: Any) -> Iterator[Any]:
    parent = element.getparent()
    return iter(() if parent is None else (parent,))


def _previous(element: Any) -> Iterator[Any]:
    return iter([each] if (each := element.getprevious()) is not None else [])


def _next(element: Any) -> Iterator[Any]:
    return iter([each] if (each := element.getnext()) is not None else [])


def _before(element: Any) -> Iterator[Any]:
    return element.itersiblings(preceding=True)  # type: ignore[no-any-return]


def _after(element: Any) -> Iterator[Any]:
    return element.itersiblings()  # type: ignore[no-any-return]


def _below(element: Any) -> Iterator[Any]:
    return element.iterdescendants()  # type: ignore[no-any-return]


def _counted_kinds(children: list[Any]) -> Iterator[int]:
    counts: dict[str, int] = {}
    for child in children:
        counts[child.tag] = counts.get(child.tag, 0) + 1
        yield counts[child.tag]


def _terms(nth: "re.Match[str] | None") -> tuple[int, int]:
    written = (nth["a"] if nth else "0") if nth and nth["a"] is not None else "0"
    a = int(f"{written}1") if written in ("", "+", "-") else int(written)
    return a, int(nth["b"] or 0) if nth else 0


def _falls(place: int, a: int, b: int) -> bool:
    """Whether *place* is a x n + b for some n from 0 on."""
    if not a:
        return place == b
    return (place - b) % a == 0 and (place - b) // a >= 0
