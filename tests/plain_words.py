"""The words leg's formulas once more, slowly: dictionaries, one passage after another, every row read each time."""

import math

HEADER, K1, B = 0.5, 1.2, 0.6
COMMON, FEW, NOWHERE, UNREACHED = 0.15, 50, 0.5, 0.4

SEEN = "SELECT p.row, p.words, p.pool FROM passages p JOIN revisions r ON r.id = p.revision WHERE IN_SCOPE"
TIMES = """SELECT w.doc, w.col FROM words_held w JOIN passages p ON p.row = w.doc
    JOIN revisions r ON r.id = p.revision WHERE w.term = :term AND IN_SCOPE"""


class Plain:
    """A question's words counted over the passages in *scope*."""

    def __init__(self, connection, scope, concepts):
        self.concepts = concepts
        rows = scope.run(connection, SEEN).fetchall()
        self.lengths = {row["row"]: row["words"] for row in rows}
        self.pools = {row["row"]: row["pool"] for row in rows}
        self.n = len(self.lengths)
        self.mean = sum(self.lengths.values()) / self.n if self.n else 1
        self.times = {}
        for token in {token for concept in concepts for form in concept.forms for token in form.tokens}:
            held = self.times[token] = {}
            for row, column in scope.run(connection, TIMES, term=token):
                held[row] = held.get(row, 0) + (HEADER if column == "header" else 1)
        self.idf = {token: self.rarity(sum(min(1, t) for t in held.values())) for token, held in self.times.items()}
        best = [self.best(concept) for concept in concepts]
        spread = [sum(min(1, times) for times in held.values()) for held in best]
        known = [self.rarity(found) for found in spread if found]
        mean = sum(known) / len(known) if known else 1
        self.weights = [self.rarity(found) if found else NOWHERE * mean for found in spread]
        self.whole = {pool: sum(map(self.weight_in(pool), best, self.weights)) for pool in ("en", "zh")}
        most = COMMON * self.n if self.n > FEW else self.n
        telling = [c for c, found in zip(concepts, spread, strict=True) if 0 < found <= most] or concepts
        self.telling = {token for concept in telling for form in concept.forms for token in form.tokens}

    def rarity(self, found):
        return math.log(1 + (self.n - found + 0.5) / (found + 0.5))

    def best(self, concept):
        best = {}
        for form in concept.forms:
            for row in self.lengths:
                if least := min(self.times[token].get(row, 0) for token in form.tokens):
                    best[row] = max(best.get(row, 0), least)
        return best

    def weight_in(self, pool):
        def weight(held, full):
            return full if not held or any(self.pools[row] == pool for row in held) else UNREACHED * full

        return weight

    def score(self, row):
        return sum(max(f.weight * sum(self.word(t, row) for t in f.tokens) for f in c.forms) for c in self.concepts)

    def word(self, token, row):
        times = self.times[token].get(row)
        if not times or token not in self.telling:
            return 0
        return self.idf[token] * times * (K1 + 1) / (times + K1 * (1 - B + B * self.lengths[row] / self.mean))

    def covered(self, row):
        held = {token: min(1, found[row]) for token, found in self.times.items() if row in found}
        degrees = [max(self.share(form, held) for form in concept.forms) for concept in self.concepts]
        covered = sum(d * w for d, w in zip(degrees, self.weights, strict=True))
        return min(1, covered / self.whole[self.pools[row]])

    def share(self, form, held):
        total = sum(self.idf[token] for token in form.tokens)
        return form.weight * sum(self.idf[token] * held.get(token, 0) for token in form.tokens) / total if total else 0
