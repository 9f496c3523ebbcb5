"""Full text over claims by SQLite FTS5: BM25, the rarest words of a rumour joined by OR."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Protocol

from holdfast.claims.engine.match.wording import joined_words, words_of

_MEMO = 200_000
_MOST_WORDS = 400


class FullText(Protocol):
    """What matching asks of a full-text index; a store with one of its own (PostgreSQL) answers the same."""

    def search(self, text: str, limit: int) -> list[int]:
        """Positions of the claims that share words with the text, best first."""
        ...


class Fts5:
    """An FTS5 table in memory or in a file: porter over unicode61, one row a claim, `rowid` its position.

    Of a rumour's words it takes the rarest until the rows they stand in pass a budget that grows with the cube root
    of the collection: common words cost most and tell least.
    """

    def __init__(self, texts: Iterable[str], path: str = ":memory:", *, budget: int | None = None) -> None:
        self._store = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = Lock()
        run = self._store.execute
        run("create virtual table claims using fts5(words, content='', tokenize='porter unicode61')")
        run("create virtual table vocabulary using fts5vocab(claims, 'row')")
        run("create virtual table stems using fts5(words, tokenize='porter unicode61')")
        run("create virtual table stemmed using fts5vocab(stems, 'instance')")
        run("begin")
        self._store.executemany(
            "insert into claims(rowid, words) values(?, ?)",
            enumerate(joined_words(text) for text in texts),
        )
        run("commit")
        self._rows: dict[str, int] = dict(run("select term, doc from vocabulary"))
        self._memo: dict[str, str] = {}
        count = int(run("select count(*) from claims_docsize").fetchone()[0])
        self._budget = max(3000, int(125 * count ** (1 / 3))) if budget is None else budget

    def search(self, text: str, limit: int) -> list[int]:
        """Positions of the claims that share the text's rarest words, by BM25, best first; ties by position."""
        with self._lock:
            chosen = self._rarest(dict.fromkeys(words_of(text)[:_MOST_WORDS]))
            if not chosen:
                return []
            asked = " OR ".join(f'"{word}"' for word in chosen)
            found = self._store.execute(
                # FTS5's own "order by rank" runs a second query within the first, at half as much again.
                "select rowid, bm25(claims) as score from claims where claims match ? order by score, rowid limit ?",
                (asked, limit),
            ).fetchall()
        return [position for _, position in sorted((rank, position) for position, rank in found)]

    def close(self) -> None:
        """Give the store back."""
        self._store.close()

    def _rarest(self, words: Iterable[str]) -> list[str]:
        known: dict[str, str] = {}
        for word, stem in self._stems(list(words)):
            if stem in self._rows:
                known.setdefault(stem, word)
        chosen: list[str] = []
        spent = 0
        for stem in sorted(known, key=lambda one: (self._rows[one], one)):
            spent += self._rows[stem]
            if spent > self._budget and len(chosen) >= 3:
                break
            chosen.append(known[stem])
        return chosen

    def _stems(self, words: Sequence[str]) -> list[tuple[str, str]]:
        """Each word with the stem that FTS5 itself makes of it, so that no second stemmer can differ."""
        new = [word for word in words if word not in self._memo]
        if new:
            if len(self._memo) > _MEMO:
                self._memo.clear()
                new = list(words)
            run = self._store.execute
            run("begin")
            self._store.executemany("insert into stems(rowid, words) values(?, ?)", enumerate(new))
            made = run("select doc, term from stemmed order by doc, offset").fetchall()
            run("rollback")
            for row, stem in made:
                self._memo.setdefault(new[row], stem)
            for word in new:
                self._memo.setdefault(word, word)
        return [(word, self._memo[word]) for word in words]
