"""The composition root: settings become a desk. Nothing else builds things; everybody else is handed what they need."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from footnote.settings import Settings

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.inbox import Inbox
    from bot.ledger import Ledger
    from ingest.guard import Limits
    from knowledge.embed import Embedder
    from knowledge.index import Kind
    from knowledge.library import Library
    from knowledge.provided import Provided
    from knowledge.rights import Rights
    from tools.catalogue import Catalogue


class App:
    """The parts of one desk, each built once, when it is first needed.

    With *index* "by size" this process keeps Chroma where the library is large: the one that stays, for a command ends
    too soon.
    """

    def __init__(self, settings: Settings, *, index: "Kind" = "exact") -> None:
        self.settings = settings
        self._index = index

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The packaged catalogue under the desk's own."""
        from tools.desk_folder import load

        return load(self.settings.desk_folder)

    @cached_property
    def rights(self) -> "Rights":
        """Who may see what."""
        from knowledge.rights import Rights

        return Rights.of(self.catalogue.rights)

    @cached_property
    def library(self) -> "Library":
        """The notes: record, embedder and index in the state folder; the lexicon knows the names any member may."""
        from knowledge.lexicon import Lexicon
        from knowledge.library import Library

        everyday = self.catalogue.visible(self.rights.up_to(self.rights.member), self.rights.notes)
        names = [((item.title.en, *item.aliases), (item.title.zh,)) for item in everyday.named()]
        return Library(
            self.settings.home_folder,
            self._embedder(),
            Lexicon.load(extra=names, desk=self.settings.desk_folder),
            chroma_url=self.settings.chroma_url,
            ranks=self.rights.labels,
            index=self._index,
            at_hand=_local,
        )

    @cached_property
    def provided(self) -> "Provided | None":
        """The provider's model that is to embed, where one is named; it is asked nothing yet."""
        from knowledge.provided import Provided
        from knowledge.record import Record
        from knowledge.serving import known

        provider, _, model = self.settings.embedding.partition(":")
        if not model:
            return None
        record = Record(self.settings.home_folder)
        return Provided(provider, model, self.settings.embedding_read, seen=lambda: known(record))

    def _embedder(self) -> "Embedder | None":
        """What the operator wants text to be turned into vectors by."""
        from knowledge.embed import Remembered

        if self.settings.embedding == "local":
            return _local()
        return Remembered(self.provided) if self.provided else None

    @cached_property
    def limits(self) -> "Limits":
        """What reading a file of notes, or drawing a page of one, may take."""
        from ingest.guard import Limits

        return Limits(seconds=float(self.settings.read_seconds), memory=int(self.settings.read_memory))

    @cached_property
    def ledger(self) -> "Ledger":
        """The answers by their ids."""
        from bot.ledger import Ledger

        return Ledger(self.settings.home_folder)

    @cached_property
    def inbox(self) -> "Inbox":
        """What was asked in Slack."""
        from bot.inbox import Inbox

        return Inbox(self.settings.home_folder)

    @cached_property
    def desk(self) -> "Desk":
        """The front door."""
        from bot.charts import Charts
        from bot.desk import Desk
        from knowledge.lexicon import Lexicon
        from tools.registry import all_tools
        from tools.sources import connected

        return Desk(
            catalogue=self.catalogue,
            sources=connected(self.settings),
            tools=all_tools(),
            library=self.library,
            rights=self.rights,
            ledger=self.ledger,
            terms=Lexicon.load(desk=self.settings.desk_folder),
            charts=Charts(home=self.settings.home_folder),
            clock=lambda: datetime.now().astimezone(),
        )

    def close(self) -> None:
        """Lets go of every file that was opened."""
        for name in ("library", "ledger", "inbox", "provided"):
            if part := self.__dict__.get(name):
                part.close()


def _local() -> "Embedder | None":
    """The model that runs here, where its weights are."""
    from knowledge.embed import Remembered, local

    found = local()
    return Remembered(found) if found else None
