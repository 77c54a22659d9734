"""Which embedder is configured and where it sends text, which one serves, and how many passages it has not read."""

from typing import TYPE_CHECKING

from knowledge.providers import EmbeddingError, stays
from knowledge.reembed import PROBE
from knowledge.serving import missing, served

if TYPE_CHECKING:
    from bot.app import App
    from knowledge.provided import Provided

SENT = "the text of notes and questions is sent there"
STAYS = "this machine, which text leaves only if what answers there sends it on"
TODO = "run `footnote library embed`"


def embedder(app: "App") -> tuple[bool, str]:
    """Whether what turns text into vectors is well, and what it is; a provider is asked for the vector of our words."""
    if app.settings.embedding == "none":
        return True, "switched off: search by words only"
    if app.provided:
        return _asked(app.provided)
    configured = app.library.serving.configured
    if not configured:
        return False, "no weights: search by words only; fetch them with `python -m knowledge.weights`"
    return True, configured.identity


def _asked(provided: "Provided") -> tuple[bool, str]:
    try:
        provided.query(PROBE)
        address = provided.address()
    except EmbeddingError as error:
        return False, f"{error} Notes are found without it meanwhile; once it answers, their text is sent to it"
    where = f"{address}: {STAYS if stays(address) else SENT}" if address else f"its provider: {SENT}"
    reads = " and ".join(name for code, name in (("en", "English"), ("zh", "Chinese")) if provided.covers(code))
    return True, f"{provided.identity}, for {reads}, at {where}"


def vectors(app: "App") -> tuple[bool, str] | None:
    """Whether searches go by the embedder that is wanted, and by all its vectors; None where none is wanted."""
    configured = app.library.serving.configured
    if not configured:
        return None
    with app.library.record.reading() as connection:
        serves, lacking = served(connection), missing(connection, configured)
    many = "1 passage" if lacking == 1 else f"{lacking:,} passages"
    if serves in (None, configured.identity):
        return not lacking, f"{many} without one: {TODO}" if lacking else "every passage that can be read has one"
    now = f"searches go by {brief(serves)}" if app.library.embedder else "searches go by words alone"
    wanted = brief(configured.identity)
    return False, f"{now}, until all is read by {'the new ' if wanted in now else ''}{wanted}, {many} to go: {TODO}"


def brief(identity: str) -> str:
    """The model of an embedder's identity."""
    return identity.partition(" ")[0]
