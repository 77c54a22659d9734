"""
Make a folder of invented company filings, and the facts that stand in them.

    python -m samples.filings FOLDER [--companies N]
"""

import argparse
import sys
from pathlib import Path

from samples.filings import companies, write


def main() -> None:
    """Write the folder named on the command line and say how much it holds."""
    parser = argparse.ArgumentParser(prog="python -m samples.filings", description="Write invented company filings.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--companies", type=int, default=None, help=f"only the first of the {len(companies())}")
    asked = parser.parse_args()
    facts = write(asked.folder, asked.companies)
    documents = {fact.document for fact in facts}
    sys.stdout.write(f"{len(documents)} filings, {len(facts)} facts in {asked.folder}\n")


if __name__ == "__main__":
    main()
