"""The Desk, the one front door: a question in, an answer out, whatever happens."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from importlib import import_module
from typing import Any

from bot import citing, draft, echo, label, words
from bot.asking import Asking, Found, Told, unheard
from bot.charts import Charts
from bot.choosing import Plan
from bot.claims import Claims, Verdict
from bot.document import document
from bot.examples import examples, questions
from bot.language import foreign, language_of, normalise
from bot.ledger import Ledger, new_id
from bot.link import Linker
from bot.plan import Planner
from bot.quotes import Quotes
from bot.thread import planned, settled
from footnote.answer import Answer, Call, Citation, Figure, Question
from footnote.errors import AskError, FootnoteError
from footnote.text import Text
from knowledge.lexicon import Lexicon
from knowledge.library import Library
from knowledge.rights import Rights
from tools.catalogue import Board, Catalogue
from tools.data import Data
from tools.reading import Source
from tools.registry import Tool

LONGEST_QUESTION = 4_000
log = logging.getLogger("footnote")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that answers a question, handed in by the composition root."""

    catalogue: Catalogue
    sources: Mapping[str, Source]
    tools: Mapping[str, Tool]
    library: Library
    rights: Rights
    ledger: Ledger
    terms: Lexicon
    charts: Charts
    clock: Callable[[], datetime]
    linkers: dict[frozenset[str], Linker] = field(default_factory=dict, init=False)
    hints: dict[frozenset[str], Text] = field(default_factory=dict, init=False)

    def answer(self, question: Question, told: Told = unheard) -> Answer:
        """The answer to *question*, already in the ledger; never an exception, never silence. Steps are *told*."""
        return self._ended(self._asking(question, told), self._answered)

    def snapshot(self, board: str, question: Question, told: Told = unheard) -> Answer:
        """The answer for a board, or for the series that were named, by id or by any name they go by."""

        def answered(asking: Asking) -> Answer:
            self._admit(asking)
            known = settled(board, asking.data, self._planner(asking))
            plan = Plan(calls=(Call(tool="snapshot", arguments=self._boarded(asking, known.rest)),))
            return draft.composed(asking, plan, self._run(asking, plan), self.charts)

        return self._ended(self._asking(replace(question, text=board), told), answered)

    def plan(self, question: Question, before: tuple[Call, ...] = (), day: date | None = None) -> Plan:
        """What would be done for *question* in a thread that had the calls *before* and *day*; nothing is done or kept.

        Its ``as_of`` is the day of knowledge that the thread then goes on with. AskError asks back or refuses.
        """
        asking = self._asking(question, unheard)
        return replace(self._planned(asking, before, day), as_of=asking.named)

    def failed(self, question: Question, error: Exception) -> Answer:
        """The end of a question that never came as far as a plan, in plain words and in the ledger."""

        def answered(_: Asking) -> Answer:
            raise error

        return self._ended(self._asking(question, unheard), answered)

    def warm(self) -> None:
        """Reads what the first question would have to wait for: packages, names, notes, vectors."""
        import_module("pandas")
        labels = self.rights.up_to(self.rights.member)
        self._linker(labels).warm(self.tools.values())
        try:
            self.library.search("inflation", labels=labels, limit=1)
        except FootnoteError as error:
            log.warning("the notes cannot be searched: %s", error)

    def suggestions(self, labels: frozenset[str]) -> list[str]:
        """Questions to begin with, in the desk's language, for a reader with *labels*."""
        language = self.catalogue.desk.get("language", "en")
        return [item.to(language) for item in questions(self._linker(labels).catalogue, frozenset(self.sources))]

    def _boarded(self, asking: Asking, typed: str) -> dict[str, Any]:
        """What a snapshot of what was *typed* takes: the board of that name, else the series named, else as typed."""
        catalogue = asking.data.catalogue
        named = {item.id.casefold(): item.id for item in (*catalogue.boards.values(), *catalogue.series.values())}
        linked = [link.item.id for link in asking.linker.links(normalise(typed))]
        found = [named[typed.casefold()]] if typed.casefold() in named else linked
        board = next((id for id in found if id in catalogue.boards), None)
        series = [id for id in found if id in catalogue.series]
        return {"board": board or typed} if board or not series else {"series": series}

    def _asking(self, question: Question, told: Told) -> Asking:
        question = replace(question, text=question.text.encode("utf-8", "replace").decode("utf-8"))
        labels = self.rights.clearance(question.user) if question.labels is None else question.labels
        linker = self._linker(labels)
        data = Data(catalogue=linker.catalogue, sources=self.sources, as_of=question.as_of, clock=self.clock)
        language = language_of(question.text) if question.text.strip() else self.catalogue.desk.get("language", "en")
        return Asking(
            id=new_id(),
            question=question,
            language=language,
            labels=labels,
            data=data,
            today=data.today_of(_subjects(linker, question.text)),
            linker=linker,
            told=told,
        )

    def _linker(self, labels: frozenset[str]) -> Linker:
        """The names that a reader with *labels* may know, made once for each clearance."""
        if labels not in self.linkers:
            self.linkers[labels] = Linker(self.catalogue.visible(labels, self.rights.notes))
        return self.linkers[labels]

    def _ended(self, asking: Asking, answered: Callable[[Asking], Answer]) -> Answer:
        """What *answered* gives, or the sentence for what went wrong; kept in the ledger either way."""
        try:
            answer = answered(asking)
        except AskError as error:
            answer = asking.ended("ask" if error.choices else "refuse", error)
        except FootnoteError as error:
            answer = asking.ended("error", error)
        except Exception:
            log.exception("bug while answering, reference %s", asking.id)
            answer = asking.ended("error", FootnoteError(words.bug(asking.id)))
        try:
            answer = self._verbatim(answer, asking)
            answer = replace(answer, label=label.of(answer, asking.linker, self.library, self.rights, asking.labels))
            kept = document(answer, workings=True)
            self.ledger.put(kept, user=asking.question.user, thread=asking.question.thread, known=asking.named)
        except FootnoteError as error:
            return asking.ended("error", error)
        return answer

    def _verbatim(self, answer: Answer, asking: Asking) -> Answer:
        """The answer if each of its quotes is what the store holds there, else one sentence: no other way leads out."""
        wrong = [each for each in answer.citations if not citing.matches(each, self.library, asking.labels)]
        if not wrong:
            return answer
        named = ", ".join(f"{each.note} {each.start}-{each.end}" for each in wrong)
        log.error("the stored notes do not say what answer %s quotes: %s", asking.id, named)
        return asking.ended("error", FootnoteError(words.unquoted(asking.id)), answer.plan)

    def _answered(self, asking: Asking) -> Answer:
        user, thread = asking.question.user, asking.question.thread
        before, day = self.ledger.last_plan(user=user, thread=thread), self.ledger.last_day(user=user, thread=thread)
        plan, text = self._planned(asking, before, day), asking.question.text
        try:
            return draft.composed(asking, plan, self._run(asking, plan), self.charts)
        except AskError as error:
            if plan.guess and (language := foreign(text)):
                raise AskError(words.foreign(language, self._examples(asking)), reason="off_topic") from None
            return asking.ended("ask" if error.choices else "refuse", error, () if plan.guess else plan.calls)
        except FootnoteError as error:
            return asking.ended("error", error, plan.calls)

    def _planned(self, asking: Asking, before: tuple[Call, ...], day: date | None) -> Plan:
        self._admit(asking)
        text = asking.question.text.strip()
        if not text:
            raise AskError(words.empty(self._examples(asking)))
        if len(text) > LONGEST_QUESTION:
            raise AskError(words.too_long(len(text), LONGEST_QUESTION))
        try:
            planner = self._planner(asking)
            return planned(planner, settled(text, asking.data, planner), asking.data, before, day)
        except AskError as error:
            language = foreign(text)
            if language and error.reason in (None, "off_topic", "unknown_series"):
                raise AskError(words.foreign(language, self._examples(asking)), reason="off_topic") from None
            raise

    def _planner(self, asking: Asking) -> Planner:
        return Planner(
            linker=asking.linker,
            tools=self.tools,
            today=asking.today,
            examples=self._examples(asking),
            institutions=self._institutions(asking),
            is_term=lambda run: bool(self.terms.expand(run)),
        )

    def _admit(self, asking: Asking) -> None:
        """Refuses a reader for whom this desk holds nothing at all."""
        if not asking.data.catalogue.series and not self.library.notes(asking.labels):
            raise AskError(words.NOTHING_VISIBLE, reason="rights")

    def _institutions(self, asking: Asking) -> tuple[str, ...]:
        """Who wrote the notes; nobody where the record cannot be read, for figures need none."""
        try:
            return tuple({note.institution for note in self.library.notes(asking.labels) if note.institution})
        except FootnoteError:
            return ()

    def _examples(self, asking: Asking) -> Text:
        """What may be asked, told once for each clearance."""
        if asking.labels not in self.hints:
            self.hints[asking.labels] = examples(asking.data.catalogue, frozenset(self.sources))
        return self.hints[asking.labels]

    def _claims(self, asking: Asking) -> Claims:
        """What sets a note against the data for whoever is asking."""

        def on(day: date) -> Data:
            return Data(catalogue=asking.data.catalogue, sources=self.sources, as_of=day, clock=self.clock)

        return Claims(
            library=self.library,
            labels=asking.labels,
            data=asking.data,
            planner=self._planner(asking),
            tools=self.tools,
            on=on,
        )

    def _run(self, asking: Asking, plan: Plan) -> Found:
        """Every step of the plan; what fails is kept beside what does not, and raised when nothing else is left."""
        quotes = Quotes(library=self.library, labels=asking.labels, today=asking.data.today)
        figures: list[tuple[Call, Figure]] = []
        citations: list[Citation] = []
        notes: list[dict[str, Any]] = []
        failures: list[FootnoteError] = []
        checked: tuple[Verdict, int, int] | None = None
        for call in plan.calls:
            asking.told(echo.step(call, asking.data.catalogue).to(asking.language))
            try:
                if call.tool == "notes_search":
                    citations += quotes.search(
                        call, asking.question.text, strong=plan.failure, known=bool(plan.subjects)
                    )
                elif call.tool == "list_notes":
                    notes += quotes.listed(call)
                elif call.tool == "claim_check":
                    found = self._claims(asking).check(call.arguments["query"])
                    checked = checked or (found, len(figures), len(citations))
                    citations.append(found.citation)
                    figures += [(found.call or call, each) for each in found.figures if checked[0] is found]
                else:
                    figures.append((call, self.tools[call.tool](asking.data, **call.arguments)))
            except FootnoteError as error:
                failures.append(error)
        if failures and not (figures or citations or notes):
            raise failures[0]
        if figures and not citations:
            citations += quotes.beside(
                asking.question.text, plan.subjects, plan.calls, [figure for _, figure in figures]
            )
        return Found(
            figures=tuple((call, figure.keyed(f"f{number}")) for number, (call, figure) in enumerate(figures, 1)),
            citations=tuple(replace(each, key=f"q{number}") for number, each in enumerate(citations, 1)),
            notes=tuple(notes),
            checked=checked,
            failures=tuple(failures),
        )


def _subjects(linker: Linker, typed: str) -> set[str]:
    """The series that *typed* names, those of its boards included."""
    items = [item for link in linker.links(normalise(typed)) for item in link.items]
    items += [board for id, board in linker.catalogue.boards.items() if id.casefold() == typed.strip().casefold()]
    rows = [row for item in items if isinstance(item, Board) for row in item.rows]
    return {*rows, *(item.id for item in items)}
