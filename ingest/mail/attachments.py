"""What is attached to a mail: read by the reader of its content, onto new pages of the mail's note."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from footnote.errors import NoteError
from footnote.text import same
from ingest.compose import Composer
from ingest.formats import reader_for
from ingest.printed import printed
from knowledge.note import Note

DEEPEST = 3  # mails within mails
MOST = 50
LARGEST = 100_000_000  # bytes of all attachments, unpacked from the mail
QUIET_TYPES = ("image/", "text/calendar", "text/vcard", "application/pgp-signature", "application/pgp-keys")
QUIET_SUFFIXES = (".p7s", ".ics", ".vcf", ".asc", ".sig")
PACKED = ("winmail.dat", "application/ms-tnef", "application/vnd.ms-tnef")
MOST_NAMED = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A part of a mail that is no body: its bytes, and what it says they are."""

    name: str
    kind: str
    data: bytes


@dataclass(slots=True)
class Left:
    """How many attachments may still be read, and bytes of them; one for a mail with all that is within it."""

    number: int = MOST
    size: int = LARGEST


@dataclass(frozen=True, slots=True)
class Budget:
    """How deep within other mails a mail is, and what is left to read."""

    depth: int = 0
    left: Left = field(default_factory=Left)

    def deeper(self) -> "Budget":
        """That of a mail within this one."""
        return replace(self, depth=self.depth + 1)


def attach(composer: Composer, attachments: Iterable[Attachment], budget: Budget) -> list[str]:
    """Add each of *attachments* to the note; a sentence for each left out, and for what was found in others."""
    said: list[str] = []
    quiet: list[str] = []
    beyond = 0
    for each in attachments:
        if _is_quiet(each):
            quiet.append(each.name)
            continue
        budget.left.number -= 1
        if budget.left.number < 0:
            beyond += 1
            continue
        try:
            note = _read(each, budget)
        except NoteError as error:
            said.append(f"attachment {printed(each.name)} was left out: {_reason(str(error), each.name)}")
            continue
        except MemoryError:
            raise
        except Exception:  # a fault of one reader; the words of the mail are not to be lost by it
            said.append(f"attachment {printed(each.name)} was left out: its reader failed on it")
            continue
        composer.attach(note, f"Attachment: {each.name}")
        said += [f"{printed(each.name)}: {words}" for words in note.warnings if "give --date" not in words]
    if beyond:
        said.append(f"only the first {MOST} attachments are read; {beyond:,} more were left out")
    return said + _unread(quiet)


def _unread(names: list[str]) -> list[str]:
    """One sentence that names what is never read."""
    if not names:
        return []
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return [f"pictures, signatures and the like were not read: {', '.join(map(printed, names[:MOST_NAMED]))}{more}"]


def _read(each: Attachment, budget: Budget) -> Note:
    budget.left.size -= len(each.data)
    if budget.depth >= DEEPEST:
        raise NoteError(same(f"it lies more than {DEEPEST} mails deep"))
    if budget.left.size < 0:
        raise NoteError(same(f"all attachments together have more than {LARGEST:,} bytes"))
    if not each.data.strip():
        raise NoteError(same("it is empty: the mail may have been cut short"))
    if each.name.lower() in PACKED or each.kind in PACKED:
        raise NoteError(same("it is Outlook's own packing of what was sent; ask for the mail as plain text or HTML"))
    path = Path(each.name)
    reader = reader_for(path, each.data)
    within = getattr(reader, "within", None)
    note: Note = within(path, each.data, budget.deeper()) if within else reader.read(path, each.data)
    return note


def _is_quiet(each: Attachment) -> bool:
    """Whether it is a picture, a signature or a calendar entry, as it says, and nothing that a reader knows."""
    if not (each.kind.startswith(QUIET_TYPES) or each.name.lower().endswith(QUIET_SUFFIXES)):
        return False
    try:
        reader_for(Path("attachment"), each.data)
    except NoteError:
        return True
    return False


def _reason(said: str, name: str) -> str:
    """The sentence *said* of a file without its name and full stop."""
    for start in (name, printed(name)):
        if start and said.startswith(start):
            return f"it{said[len(start) :]}".rstrip(".")
    return said.rstrip(".")
