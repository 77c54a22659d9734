"""Every sentence the bot says for itself in Slack only, in both languages."""

from bot.language import language_of
from bot.words import bug
from footnote.text import Text

OPENED_TOO_LATE = Text("That took too long to open. Please press it again.", "打开超时，请再按一次。")
IN_COMPANY = Text(
    "I answer here for everybody who reads along. In a direct message you may see more.",
    "此处的回答以所有能看到的人为准。您可以私信我，或许能看到更多。",
)

NO_QUOTE = Text("This answer quotes no note.", "此答案没有引用研报。")
PAGE_ELSEWHERE = Text("The page is in your direct messages with me.", "原页已发到您与我的私信中。")
FILE_ELSEWHERE = Text("The file is in your direct messages with me.", "文件已发到您与我的私信中。")


def broken(reference: str) -> str:
    """What is said of a button that broke."""
    return f"{bug(reference).en} / {bug(reference).zh}"


def waiting(ahead: int, asked: str) -> str:
    """The status of a question that waits, for others of the same person or for other people."""
    if not ahead:
        return Text("has many questions just now; yours is next in line", "目前问题较多，您的问题已在排队").to(
            language_of(asked)
        )
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


def no_picture(reference: str, language: str) -> str:
    """What stands in the thread in place of a picture that Slack did not take."""
    text = Text(
        f"The chart of answer {reference} could not be posted here. In a terminal: footnote show {reference}",
        f"答案 {reference} 的图表未能发布到此处。请在终端运行：footnote show {reference}",
    )
    return text.to("zh" if language == "zh" else "en")


def no_file(reference: str, language: str) -> str:
    """What whoever pressed is told where the workings could not be shared as a file."""
    text = Text(
        f"The workings of answer {reference} could not be posted as a file. "
        f"In a terminal: footnote show {reference} --export workings.xlsx",
        f"答案 {reference} 的计算过程未能以文件形式发布。"
        f"请在终端运行：footnote show {reference} --export workings.xlsx",
    )
    return text.to("zh" if language == "zh" else "en")


def no_page(reference: str, note: str, key: str, language: str) -> str:
    """What whoever pressed is told where the page of a quote could not be posted."""
    command = f"footnote notes show {note} --quote {reference}:{key} --picture page.png"
    text = Text(
        f"The page of this quote could not be posted. In a terminal: {command}",
        f"引文所在的原页未能发布。请在终端运行：{command}",
    )
    return text.to("zh" if language == "zh" else "en")


def page_shown(title: str, number: int, language: str) -> str:
    """A picture of a page in words, for whoever does not see it."""
    text = Text(f"{title}, page {number}, with the quote highlighted", f"{title}，第{number}页，引文已标出")
    return text.to("zh" if language == "zh" else "en")


def elsewhere(language: str) -> str:
    """What stands before an answer that could only be given in private."""
    text = Text(
        "Slack does not let me answer where you asked (the channel is archived, I am no longer in it, or too much time "
        "has passed), so here it is:",
        "Slack 不允许我在您提问的地方作答（频道已归档、我已不在其中，或等待时间过长），答案如下：",
    )
    return text.to("zh" if language == "zh" else "en")
