"""A thread in the terminal: follow-ups, choices by number, small commands; a fault or Ctrl-C is never the end."""

import builtins
import io
import stat
import sys
from argparse import Namespace
from datetime import date

import pytest

from bot import chat
from bot.chat import Chat
from bot.recall import FILE, MOST, Recall
from footnote.errors import SourceError

DAY = date(2026, 2, 20)


class Lines(io.StringIO):
    """What is typed: a terminal, or none."""

    def __init__(self, lines, *, terminal):
        super().__init__("".join(f"{line}\n" for line in lines))
        self._terminal = terminal

    def isatty(self):
        return self._terminal


@pytest.fixture
def talk(sample, capsys):
    """Says lines to one chat with the sample desk; gives what each printed."""
    one = Chat(sample, Namespace(user=None, as_of=DAY), lambda: None)

    def talked(*lines):
        printed = []
        for line in lines:
            one.heard(line)
            printed.append(capsys.readouterr())
        return [each.out for each in printed] if not any(each.err for each in printed) else printed

    talked.chat = one
    return talked


@pytest.fixture
def terminal(sample, monkeypatch, capsys, tmp_path):
    """Runs a chat at a terminal that types these lines, or raises them; gives the status and what was printed."""

    def typed(*turns):
        waiting = iter(turns)

        def answer(prompt):
            turn = next(waiting, EOFError)
            if isinstance(turn, str):
                return turn
            raise turn

        monkeypatch.setattr(sys, "stdin", Lines([], terminal=True))
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(builtins, "input", answer)
        monkeypatch.setattr(chat, "Recall", lambda home: Recall(tmp_path))
        return chat.run(sample, Namespace(user=None, as_of=DAY)), capsys.readouterr().out

    return typed


def kept(sample, printed):
    """The kept answer whose id ends the grey line of what was printed."""
    ids = [word for word in printed.split() if len(word) == 8 and word.isalnum() and word.islower()]
    return next(found for id in reversed(ids) if (found := _get(sample, id)))


def _get(sample, id):
    try:
        return sample.ledger.get(id)
    except Exception:
        return None


def test_a_follow_up_goes_on_from_the_question_before(sample, talk):
    _, after = talk("flow gap, expansion vs stagnation, ten years", "over 3 years?")

    assert kept(sample, after)["plan"] == [
        {"tool": "flow_gap", "arguments": {"a": "EXPANSION", "b": "STAGNATION", "window": "3Y"}}
    ]


def test_a_new_thread_takes_nothing_over(talk):
    *_, told, after = talk("flow gap, expansion vs stagnation, ten years", "/new", "over 3 years?")

    assert told == "A new thread.\n"
    assert "Expansion assets less" not in after


@pytest.mark.parametrize("number", ["2", "２", "2."])
def test_a_bare_number_picks_a_choice(sample, talk, number):
    asked, picked = talk("returns please", number)

    choices = kept(sample, asked)["choices"]
    assert [line.strip() for line in asked.splitlines()[-len(choices) :]] == [
        f"{place}  {choice}" for place, choice in enumerate(choices, 1)
    ]
    assert kept(sample, picked)["asked"] == choices[1]


def test_a_number_that_is_no_choice_says_which_there_are(talk):
    _, told, picked = talk("returns please", "9", "1")

    assert told == "There are 3 choices; type a number from 1 to 3, or a question.\n"
    assert "Expansion assets" in picked


def test_choices_are_of_the_last_answer_alone(sample, talk):
    *_, after = talk("returns please", "latest cpi", "1")

    assert kept(sample, after)["asked"] == "1"


def test_choices_in_chinese_are_offered_in_chinese(talk):
    assert "输入数字选择其一：" in talk("收益率是多少？")[0]


def test_workings_are_those_of_the_last_answer(talk):
    before, _, workings = talk("/workings", "latest cpi", "/workings")

    assert before == "There is no answer yet in this thread; ask first.\n"
    assert "CPIAUCSL from file:us/CPIAUCSL.csv" in workings


def test_an_unknown_command_lists_those_there_are(talk):
    told, listed = talk("/wrkings", "/HELP")

    assert told == "There is no command /wrkings; there are /new, /workings, /forget, /help, /quit.\n"
    assert [line.split()[0] for line in listed.splitlines()] == list(chat.COMMANDS)


def test_a_fault_is_said_and_is_not_the_end(sample, talk, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(type(sample.desk), "answer", lambda *_: (_ for _ in ()).throw(SourceError("FRED is down.")))
        fault = talk("latest cpi")[0]
    after = talk("latest cpi")[0]

    assert (fault.out, fault.err) == ("", "FRED is down.\n")
    assert talk.chat.faulty
    assert after.startswith("US consumer prices: ")


def test_without_a_terminal_a_line_is_a_question_and_only_answers_are_printed(sample, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", Lines(["latest cpi", "", "失业率", "/quit", "latest ism"], terminal=False))

    status = chat.run(sample, Namespace(user=None, as_of=DAY))

    printed = capsys.readouterr().out
    assert status == 0
    assert [line[:8] for line in printed.splitlines() if "326.6" in line or "4.3%" in line] == [
        "US consu",
        "失业率：4.3%",
    ]
    assert "ISM" not in printed
    assert chat.PROMPT not in printed
    assert not (sample.settings.home_folder / FILE).exists()


def test_ctrl_c_takes_back_the_line_and_ctrl_d_ends(terminal):
    status, printed = terminal(KeyboardInterrupt, "latest cpi", EOFError, "latest ism")

    assert status == 0
    assert "US consumer prices: 326.6" in printed
    assert "ISM" not in printed


def test_ctrl_c_during_an_answer_abandons_that_one(sample, terminal, monkeypatch):
    whole = type(sample.desk).answer

    def stopped(desk, question, told):
        if "gold" in question.text:
            raise KeyboardInterrupt
        return whole(desk, question, told)

    monkeypatch.setattr(type(sample.desk), "answer", stopped)
    status, printed = terminal("gold return YTD", "latest cpi")

    assert status == 0
    assert printed.index("Stopped; that question was not answered.") < printed.index("US consumer prices: 326.6")


def test_what_is_typed_is_kept_for_its_owner_alone_and_cleared_by_a_command(terminal, tmp_path):
    terminal("returns please", "1", "/help", "latest cpi")
    path = tmp_path / FILE
    lines, mode = path.read_text("utf-8").splitlines(), stat.S_IMODE(path.stat().st_mode)
    _, printed = terminal("/forget")

    assert lines == ["returns please", "return of Expansion assets year to date", "latest cpi"]
    assert mode == 0o600
    assert "The questions are cleared." in printed
    assert not path.exists()


def test_only_so_many_lines_are_kept(tmp_path):
    (tmp_path / FILE).write_text("".join(f"question {number}\n" for number in range(MOST + 20)), "utf-8")

    Recall(tmp_path).keep("the\nlast")

    lines = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert (len(lines), lines[0], lines[-1]) == (MOST, "question 21", "the last")


def test_a_home_that_cannot_be_written_is_said_once(sample, tmp_path, capsys):
    (tmp_path / "taken").write_text("a file where the folder should be")
    one = Chat(sample, Namespace(user=None, as_of=DAY), lambda: None)
    one.remembering(Recall(tmp_path / "taken"))

    one.heard("latest cpi")
    one.heard("latest cpi")

    printed = capsys.readouterr()
    assert printed.err.count("cannot be kept for the arrow keys") == 1
    assert printed.out.count("US consumer prices: 326.6") == 2
