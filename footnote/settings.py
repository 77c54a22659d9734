"""Every setting once: its variable, its default and one line of help. No other module reads the environment."""

import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any

from footnote.errors import SetupError

FRED_SERVICE = "https://api.stlouisfed.org/fred"
SLACK_SERVICE = "https://slack.com/api/"
SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600, "d": 86_400}
LONGEST_KEPT = timedelta(days=3650)
EMBEDDING_PROVIDERS = ("openai", "azure_openai", "ollama", "bedrock", "google_genai", "cohere", "mistralai")
LANGUAGES = ("en", "zh")


def setting(variable: str, default: str, help: str, *, secret: bool = False) -> Any:
    """A field of Settings, filled from *variable*; a secret is left out of ``repr``."""
    return field(default=default, repr=not secret, metadata={"variable": variable, "help": help, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator may choose. ``Settings.from_env({})`` gives the defaults."""

    desk: str = setting("FOOTNOTE_DESK", "", "The desk folder; empty means the packaged sample desk.")
    home: str = setting(
        "FOOTNOTE_HOME", "~/.footnote", "The state folder: answers, record of notes, index, fetched series."
    )
    embedding: str = setting(
        "FOOTNOTE_EMBEDDING",
        "local",
        "What turns text into vectors: `local`, `none` for words only, or `provider:model`, **to which the text of "
        "notes and questions is then sent** ([notes.md](notes.md#embeddings-by-a-provider)).",
    )
    embedding_languages: str = setting(
        "FOOTNOTE_EMBEDDING_LANGUAGES",
        "",
        "What a provider's model reads: `en`, `zh` or `en,zh`; empty means what is known of it by its name, and of a "
        "model that is not known English alone.",
    )
    chroma_url: str = setting("FOOTNOTE_CHROMA_URL", "", "A Chroma server, as http://host:port; empty means embedded.")
    cache: str = setting(
        "FOOTNOTE_CACHE",
        "7d",
        "How long fetched series may be kept: seconds, or as in `90s`, `30m`, `12h`, `7d`; `0` switches it off.",
    )
    read_seconds: str = setting(
        "FOOTNOTE_READ_SECONDS", "10", "Seconds that reading one file of notes may take: 1 to 600."
    )
    read_memory: str = setting(
        "FOOTNOTE_READ_MEMORY", "500", "MB of memory that reading one file of notes may take: 200 to 8000."
    )
    fred_api_key: str = setting(
        "FRED_API_KEY", "", "Key of the FRED web service; empty means no live series.", secret=True
    )
    fred_api_url: str = setting("FRED_API_URL", FRED_SERVICE, "Root of the FRED web service, ending in /fred.")
    slack_bot_token: str = setting("SLACK_BOT_TOKEN", "", "The app's bot token, `xoxb-...`.", secret=True)
    slack_app_token: str = setting(
        "SLACK_APP_TOKEN", "", "The app-level token with `connections:write`, `xapp-...`.", secret=True
    )
    slack_api_url: str = setting("SLACK_API_URL", SLACK_SERVICE, "Root of Slack's Web API, ending in /.")
    slack_mode: str = setting("FOOTNOTE_SLACK_MODE", "socket", "How Slack reaches the bot: `socket`.")
    port: str = setting(
        "FOOTNOTE_PORT", "3000", "Port on loopback where /healthz and /readyz answer; 0 takes any free one."
    )

    environ: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """All variables: ``desk.toml`` may name one that holds the address of a database."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in *environ*; every fault is reported at once in one SetupError."""
        values = {item.name: environ.get(variable(item), "").strip() for item in settable()}
        settings = cls(**{name: value for name, value in values.items() if value}, environ=environ)
        if faults := settings.faults():
            raise SetupError(faults)
        return settings

    def faults(self) -> list[str]:
        """One sentence for each value that cannot be used."""
        found = []
        found += self._embedding_faults()
        if _lifetime(self.cache) is None:
            found.append(
                f"FOOTNOTE_CACHE is {self.cache!r}; it must be seconds, or a number with s, m, h or d as in 90s, 30m, "
                f"12h or 7d, at most {LONGEST_KEPT.days}d; 0 switches it off."
            )
        found += self._reading_faults()
        if not self.fred_api_url.startswith(("http://", "https://")):
            found.append(f"FRED_API_URL is {self.fred_api_url!r}; it must start with http:// or https://.")
        if self.chroma_url and not self.chroma_url.startswith(("http://", "https://")):
            found.append(f"FOOTNOTE_CHROMA_URL is {self.chroma_url!r}; it must start with http:// or https://.")
        if not (self.slack_api_url.startswith(("http://", "https://")) and self.slack_api_url.endswith("/")):
            found.append(
                f"SLACK_API_URL is {self.slack_api_url!r}; it must start with http:// or https:// and end in /."
            )
        if self.slack_mode != "socket":
            found.append(f"FOOTNOTE_SLACK_MODE is {self.slack_mode!r}; this version knows `socket`.")
        if not (self.port.isascii() and self.port.isdigit() and int(self.port) < 65536):
            found.append(f"FOOTNOTE_PORT is {self.port!r}; it must be a number from 0 to 65535.")
        if self.desk and not Path(self.desk).expanduser().joinpath("desk.toml").is_file():
            found.append(f"FOOTNOTE_DESK is {self.desk!r}; there is no desk.toml in that folder.")
        return found

    def _embedding_faults(self) -> list[str]:
        """One sentence for an embedder that is none, and one for a language that is none."""
        found = []
        provider, _, model = self.embedding.partition(":")
        if self.embedding not in ("local", "none") and (provider not in EMBEDDING_PROVIDERS or not model.strip()):
            known = ", ".join(EMBEDDING_PROVIDERS)
            found.append(
                f"FOOTNOTE_EMBEDDING is {self.embedding!r}; it must be `local`, `none`, or `provider:model`, where the "
                f"provider is one of {known}."
            )
        if not set(self.embedding_read) <= set(LANGUAGES):
            found.append(
                f"FOOTNOTE_EMBEDDING_LANGUAGES is {self.embedding_languages!r}; it must be `en`, `zh` or `en,zh`."
            )
        return found

    def _reading_faults(self) -> list[str]:
        """One sentence for each limit of reading that is no number, or none that helps."""
        limits = (
            ("FOOTNOTE_READ_SECONDS", self.read_seconds, 1, 600),
            ("FOOTNOTE_READ_MEMORY", self.read_memory, 200, 8_000),
        )
        return [
            f"{name} is {value!r}; it must be a whole number from {least} to {most}."
            for name, value, least, most in limits
            if not (re.fullmatch(r"[0-9]{1,6}", value) and least <= int(value) <= most)
        ]

    def slack_faults(self) -> list[str]:
        """One sentence for each thing that keeps the bot from Slack; the tokens themselves are never shown."""
        wanted = (
            ("SLACK_BOT_TOKEN", self.slack_bot_token, "xoxb-", "the bot token of the installed app"),
            ("SLACK_APP_TOKEN", self.slack_app_token, "xapp-", "an app-level token with connections:write"),
        )
        return [
            f"{name} is {'not set' if not value else 'no such token'}; it is {what} and starts with {start}."
            for name, value, start, what in wanted
            if not value.startswith(start)
        ]

    @property
    def desk_folder(self) -> Path:
        """The desk's folder: the one named, or the packaged sample."""
        return Path(self.desk).expanduser() if self.desk else packaged_desk()

    @property
    def embedding_read(self) -> tuple[str, ...]:
        """The languages that a provider's model is said to read; none where nothing is said."""
        return tuple(word.strip() for word in self.embedding_languages.split(",") if word.strip())

    @property
    def cache_lifetime(self) -> timedelta:
        """How long fetched series may be kept; zero means not at all."""
        found = _lifetime(self.cache)
        if found is None:
            raise SetupError(self.faults())
        return found

    @property
    def home_folder(self) -> Path:
        """The state folder, which need not exist yet."""
        return Path(self.home).expanduser()


def settable() -> "tuple[Field[Any], ...]":
    """The fields of Settings that a variable fills."""
    return tuple(item for item in fields(Settings) if item.metadata)


def variable(item: Field[Any]) -> str:
    """The environment variable that fills the field *item*."""
    return str(item.metadata["variable"])


def _lifetime(typed: str) -> timedelta | None:
    """A length of time as it is typed in a setting; None where it is none, or too long."""
    match = re.fullmatch(r"([0-9]{1,9})([smhd]?)", typed)
    if match is None:
        return None
    found = int(match[1]) * timedelta(seconds=SECONDS[match[2]])
    return found if found <= LONGEST_KEPT else None


def packaged_desk() -> Path:
    """The sample desk."""
    return _packaged("samples/desk")


def packaged_manifest() -> Path:
    """The manifest from which the Slack app is made."""
    return _packaged("manifest.json")


def _packaged(name: str) -> Path:
    """A file or folder that comes with the package: inside it when installed, beside it in a checkout."""
    package = Path(__file__).parent
    return package / name if (package / name).exists() else package.parent / name
