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
    from knowledge.index import Kind
    from knowledge.library import Library
    from knowledge.rights import Rights
    from tools.catalogue import Catalogue


class App:
    """The parts of one desk, each built once, when it is first needed.

    With *index* "chroma" this process keeps the vector index: the one that stays, for a command ends too soon.
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
        from knowledge.embed import Remembered, local
        from knowledge.lexicon import Lexicon
        from knowledge.library import Library

        everyday = self.catalogue.visible(self.rights.up_to(self.rights.member), self.rights.notes)
        names = [((item.title.en, *item.aliases), (item.title.zh,)) for item in everyday.named()]
        found = local() if self.settings.embedding == "local" else None
        embedder = Remembered(found) if found else None
        return Library(
            self.settings.home_folder,
            embedder,
            Lexicon.load(extra=names),
            chroma_url=self.settings.chroma_url,
            ranks=self.rights.labels,
            index=self._index,
        )

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
            terms=Lexicon.load(),
            charts=Charts(home=self.settings.home_folder),
            clock=lambda: datetime.now().astimezone(),
        )

    def close(self) -> None:
        """Lets go of every file that was opened."""
        for name in ("library", "ledger", "inbox"):
            if name in self.__dict__:
                getattr(self, name).close()
