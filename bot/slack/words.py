"""Every sentence the bot says for itself in Slack only, in both languages."""

from bot.language import language_of
from footnote.text import Text

OPENED_TOO_LATE = Text(
    "That took too long to open. Please press it again.",
    "打开超时，请再按一次。",
)
GONE = Text(
    "This answer can no longer be shown to you. Please ask again.",
    "该答案已无法向您显示，请重新提问。",
)


def waiting(ahead: int, asked: str) -> str:
    """The status of a question that waits for others of the same person."""
    plural = "" if ahead == 1 else "s"
    text = Text(f"has {ahead} question{plural} of yours before this one", f"前面还有您的 {ahead} 个问题")
    return text.to(language_of(asked))


def unsaid(reference: str, language: str) -> str:
    """What is posted when Slack takes neither the answer's blocks nor its text."""
    text = Text(
        f"The answer is ready, but Slack does not take it. In a terminal: footnote show {reference}",
        f"答案已备好，但 Slack 不接受其内容。请在终端运行：footnote show {reference}",
    )
    return text.to("zh" if language == "zh" else "en")


def elsewhere(language: str) -> str:
    """What stands before an answer that could only be given in private."""
    text = Text(
        "Slack does not let me answer where you asked (the channel is archived, I am no longer in it, or too much time "
        "has passed), so here it is:",
        "Slack 不允许我在您提问的地方作答（频道已归档、我已不在其中，或等待时间过长），答案如下：",
    )
    return text.to("zh" if language == "zh" else "en")
