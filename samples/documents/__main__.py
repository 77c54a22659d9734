"""
Make a folder of research documents in eleven guises, and the questions that have their answer in one of them.

    python -m samples.documents FOLDER
"""

import sys
from pathlib import Path

from samples.documents import write


def main() -> None:
    """Write the folder named on the command line and say how many documents it holds."""
    if len(sys.argv) != 2:
        raise SystemExit("Name the folder to write: python -m samples.documents FOLDER")
    questions = write(Path(sys.argv[1]))
    documents = {question.document for question in questions}
    sys.stdout.write(f"{len(documents)} documents, {len(questions)} questions in {sys.argv[1]}\n")


if __name__ == "__main__":
    main()
