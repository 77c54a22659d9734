"""What is asked back where a question lacks something: a series, a window, a number; or what can be asked instead."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import slots, words
from bot.link import Link
from bot.offers import offers
from bot.reading import Reading
from bot.said.voice import voice_of
from footnote.errors import AskError
from footnote.text import Text
from tools import suggest
from tools.catalogue import Catalogue, Named
from tools.registry import Period, Tool

ID = re.compile(r"\b[A-Z][A-Z0-9_]{3,}\b")  # what was typed looks like the id of a series


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What can be asked of one catalogue; ``means_something`` tells words of the field among unknown ones."""

    catalogue: Catalogue
    today: date
    examples: Text
    means_something: Callable[[str], bool]
    alike: Callable[[], suggest.Alike]

    def of(self, reading: Reading, typed: str, before: Sequence[Named] = ()) -> AskError:
        """The question back for a clause that no tool could be called for, or a refusal that says what can be asked.

        *before* is what the thread was about, to choose from.
        """
        hinted = reading.tools or [tool for tool in reading.plain if tool.weight > 1]
        wanted = max(hinted, key=lambda tool: tool.weight, default=None)
        named = (not typed.isupper() and ID.search(typed)) or any(
            self.means_something(run) for run in reading.unknown_runs
        )
        if reading.unknown and (wanted or named):
            return suggest.unknown_series(" ".join(reading.unknown_runs), self.catalogue, self.alike())
        if wanted is not None:
            return self._of_tool(wanted, reading, before)
        if reading.links:
            item = reading.links[0].item
            return AskError(words.what_about(item.title), choices=words.about(item))
        return AskError(words.off_topic(self.examples), reason="off_topic")

    def offers(self, tool: Tool, named: Sequence[Named] = ()) -> tuple[Text, ...]:
        """Questions that *tool* can answer here, about what was *named* where it can be."""
        return offers(tool, named, self.catalogue, self.today)

    def _of_tool(self, tool: Tool, reading: Reading, before: Sequence[Named] = ()) -> AskError:
        if Period in tool.arguments.values() and reading.links:
            item = reading.links[0].item
            return AskError(words.which_period(item.title), choices=words.revisions_of(item, self.today))
        if reading.links and reading.when and not slots.takes_time(tool, reading.when, self.today):
            typed = reading.text[slice(*reading.when.span)].strip()
            return AskError(words.not_over(typed), choices=words.windows()[1:])
        named = [link.item for link in reading.links] or before
        return AskError(voice_of(tool.name).missing, choices=self.offers(tool, named))


def unsure(reading: Reading, link: Link, asked: Sequence[Text] = ()) -> AskError:
    """A known name with an unknown word beside it: perhaps something else was meant, or one of what is *asked* here."""
    titles = [*asked, link.item.title, *(other.item.title for other in reading.links if other is not link)]
    choices = tuple(dict.fromkeys(titles))[:3]
    return AskError(words.beside(link.words, reading.near(link)), reason="unknown_series", choices=choices)
