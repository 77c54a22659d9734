"""Every setting once: its variable, its default and one line of help. No other module reads the environment."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from footnote.errors import SetupError

FRED_SERVICE = "https://api.stlouisfed.org/fred"
SLACK_SERVICE = "https://slack.com/api/"


def setting(variable: str, default: str, help: str, *, secret: bool = False) -> Any:
    """A field of Settings, filled from *variable*; a secret is left out of ``repr``."""
    return field(default=default, repr=not secret, metadata={"variable": variable, "help": help, "secret": secret})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the operator may choose. ``Settings.from_env({})`` gives the defaults."""

    desk: str = setting("FOOTNOTE_DESK", "", "The desk folder; empty means the packaged sample desk.")
    home: str = setting("FOOTNOTE_HOME", "~/.footnote", "The state folder: answers, record of notes, index.")
    embedding: str = setting(
        "FOOTNOTE_EMBEDDING", "local", "What turns text into vectors: `local`, or `none` for words only."
    )
    chroma_url: str = setting("FOOTNOTE_CHROMA_URL", "", "A Chroma server, as http://host:port; empty means embedded.")
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

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings in *environ*; every fault is reported at once in one SetupError."""
        values = {item.name: environ.get(variable(item), "").strip() for item in fields(cls)}
        settings = cls(**{name: value for name, value in values.items() if value})
        if faults := settings.faults():
            raise SetupError(faults)
        return settings

    def faults(self) -> list[str]:
        """One sentence for each value that cannot be used."""
        found = []
        if self.embedding not in ("local", "none"):
            found.append(f"FOOTNOTE_EMBEDDING is {self.embedding!r}; this version knows `local` and `none`.")
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
    def home_folder(self) -> Path:
        """The state folder, which need not exist yet."""
        return Path(self.home).expanduser()


def variable(item: Field[Any]) -> str:
    """The environment variable that fills the field *item*."""
    return str(item.metadata["variable"])


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
