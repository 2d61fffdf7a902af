"""The default embedder: fitted on the brand's own texts, without any download.

Character n-grams within words (3 to 5) are hashed into buckets and weighted by TF-IDF, and a truncated SVD makes short vectors of them
(latent semantic analysis, Deerwester e.a. 1990). What is kept is two arrays of numbers, and a fit is read back bit for bit.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from assistant.retrieval.vectors import Matrix, unit
from assistant.retrieval.words import words

if TYPE_CHECKING:  # scipy takes a second to import: only what fits or embeds needs it
    from scipy.sparse import csr_matrix

Buckets = npt.NDArray[np.intp]

BUCKETS = 1 << 15
SIZES = (3, 4, 5)
DIMENSIONS = 256
SAMPLE = 8_000  # texts that the SVD is fitted on; the rest is projected
BATCH = 2_000
_SPARE, _ROUNDS = 10, 3  # more axes than are kept, and rounds of power iteration: Halko e.a. 2011
_NOTHING = 1e-5  # an axis with less than this part of the first one's square is rounding
_EXACT = 1_000  # up to so many texts the axes are computed, not approached
_SPACE = 32


class Fitted:
    """TF-IDF of hashed n-grams projected on at most `DIMENSIONS` axes; vectors have length one, or zero where nothing is known."""

    def __init__(self, buckets: Buckets, weights: Matrix, axes: Matrix) -> None:
        """`buckets` are those seen in fitting, `weights` their IDF, `axes` of shape (buckets, dimensions) where they point."""
        self._buckets, self._weights, self._axes = buckets, weights, axes
        self._columns = np.full(BUCKETS, -1, np.int32)
        self._columns[buckets] = np.arange(len(buckets))
        self.name = "fitted:" + sha256(weights.tobytes()).hexdigest()[:16]

    @property
    def dimensions(self) -> int:
        return int(self._axes.shape[1])

    @classmethod
    def fit(cls, texts: Sequence[str], seed: int = 0) -> "Fitted":
        """Fits on a sample of `texts`; the same texts give the same fit."""
        pick = np.random.default_rng(seed).permutation(len(texts))[:SAMPLE]
        counts = _counts([texts[index] for index in sorted(pick)], np.arange(BUCKETS, dtype=np.int32))
        found = np.bincount(counts.indices, minlength=BUCKETS)
        buckets = np.flatnonzero(found)
        if not len(buckets):
            return cls(buckets, np.zeros(0, np.float32), np.zeros((0, 1), np.float32))
        weights = (np.log((1 + counts.shape[0]) / (1 + found[buckets])) + 1).astype(np.float32)
        return cls(buckets, weights, _axes(_weighted(counts[:, buckets], weights), seed))

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Shape (texts, dimensions)."""
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts) if len(self._buckets) else 0, BATCH):
            counts = _counts(texts[start : start + BATCH], self._columns)
            found[start : start + BATCH] = _weighted(counts, self._weights) @ self._axes
        return unit(found)

    def query(self, text: str) -> Matrix:
        """Shape (dimensions,)."""
        found: Matrix = self.vectors([text])[0]
        return found

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(value) for value in vector] for vector in self.vectors(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]

    def save(self, folder: Path) -> None:
        for name, values in (("buckets", self._buckets), ("weights", self._weights), ("axes", self._axes)):
            np.save(folder / f"{name}.npy", values)

    @classmethod
    def load(cls, folder: Path) -> "Fitted":
        """Reads a fit back."""
        buckets, weights, axes = (np.load(folder / f"{name}.npy") for name in ("buckets", "weights", "axes"))
        return cls(buckets, weights, axes)


def _counts(texts: Sequence[str], columns: npt.NDArray[np.int32]) -> "csr_matrix":
    """How often each text has each bucket's n-grams; `columns` says in which column a bucket is counted, or -1 for none."""
    from scipy.sparse import csr_matrix

    padded = [f" {' '.join(words(text))} ".encode() for text in texts]
    letters = np.frombuffer(b"".join(padded), np.uint8).astype(np.uint32)
    row = np.repeat(np.arange(len(texts), dtype=np.int32), [len(part) for part in padded])
    rows, found = [], []
    blank = letters == _SPACE
    for size in SIZES:
        count = max(len(letters) - size + 1, 0)
        hashed = np.full(count, size, np.uint32)
        inside = np.ones(count, bool)
        for offset in range(size):
            hashed = (hashed ^ letters[offset : offset + count]) * np.uint32(0x01000193)
            if 0 < offset < size - 1:
                inside &= ~blank[offset : offset + count]  # no n-gram runs over the edge of a word, nor of a text
        hashed ^= hashed >> np.uint32(15)
        column = columns[hashed[inside] % BUCKETS]
        known = column >= 0
        rows.append(row[:count][inside][known])
        found.append(column[known])
    width = int(columns.max(initial=-1)) + 1
    keys = np.sort(np.concatenate(rows) * np.int64(width) + np.concatenate(found))
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    times = np.diff(first, append=len(keys)).astype(np.float32)
    keys = keys[first]
    starts = np.searchsorted(keys, np.arange(len(texts) + 1, dtype=np.int64) * width)
    return csr_matrix((times, (keys % max(width, 1)).astype(np.int32), starts.astype(np.int32)), shape=(len(texts), width))


def _weighted(counts: "csr_matrix", weights: Matrix) -> "csr_matrix":
    """Sublinear TF-IDF with rows of length one."""
    data = (1 + np.log(counts.data)) * weights[counts.indices]
    lengths = np.diff(counts.indptr)
    square = np.bincount(np.repeat(np.arange(counts.shape[0]), lengths), data**2, counts.shape[0])
    data *= np.repeat((1 / np.sqrt(np.maximum(square, 1e-12))).astype(np.float32), lengths)
    counts.data = data
    return counts


def _axes(weighted: "csr_matrix", seed: int) -> Matrix:
    """The first right singular vectors as columns, shape (columns, dimensions), by randomised power iteration over the texts' side."""
    with threadpool_limits(1, "blas"):  # threads gain nothing here and spin: seven times the processor time on a busy machine
        return _singular(weighted, seed)


def _singular(weighted: "csr_matrix", seed: int) -> Matrix:
    turned = weighted.T.tocsr()
    kept = min(DIMENSIONS, *weighted.shape)
    wide = min(kept + _SPARE, *weighted.shape)
    if weighted.shape[0] <= _EXACT:
        basis = np.linalg.eigh((weighted @ turned).toarray())[1][:, -wide:]
    else:
        basis = np.random.default_rng(seed).standard_normal((weighted.shape[0], wide), np.float32)
        for _ in range(_ROUNDS):
            basis = np.linalg.qr(weighted @ (turned @ basis))[0]
    seen = turned @ basis
    square, turn = np.linalg.eigh(seen.T @ seen)
    first = np.flatnonzero(square > _NOTHING * square[-1])[::-1][:kept]
    return np.ascontiguousarray(seen @ (turn[:, first] / np.sqrt(square[first])), dtype=np.float32)
