"""The default embedder: fitted on the brand's own texts, without any download.

Character n-grams within words (3 to 5) are hashed into buckets and weighted by TF-IDF, and a truncated SVD makes short vectors of them
(latent semantic analysis, Deerwester e.a. 1990). What is kept is two arrays of numbers, and a fit is read back bit for bit.
"""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix
from sklearn.utils.extmath import randomized_svd

from assistant.retrieval.vectors import unit
from assistant.retrieval.words import words

Matrix = npt.NDArray[np.float32]
Buckets = npt.NDArray[np.intp]

BUCKETS = 1 << 15
SIZES = (3, 4, 5)
DIMENSIONS = 256
SAMPLE = 8_000  # texts that the SVD is fitted on; the rest is projected
BATCH = 2_000
_SPACE = 32


class Fitted:
    """TF-IDF of hashed n-grams projected on at most `DIMENSIONS` axes; vectors have length one, or zero where nothing is known."""

    def __init__(self, buckets: Buckets, weights: Matrix, axes: Matrix) -> None:
        """`buckets` are those seen in fitting, `weights` their IDF, `axes` of shape (buckets, dimensions) where they point."""
        self._buckets, self._weights, self._axes = buckets, weights, axes
        self.name = "fitted:" + sha256(weights.tobytes()).hexdigest()[:16]

    @property
    def dimensions(self) -> int:
        return int(self._axes.shape[1])

    @classmethod
    def fit(cls, texts: Sequence[str], seed: int = 0) -> "Fitted":
        """Fits on a sample of `texts`; the same texts give the same fit."""
        pick = np.random.default_rng(seed).permutation(len(texts))[:SAMPLE]
        counts = _counts([texts[index] for index in sorted(pick)])
        rows = counts.shape[0]
        found = np.bincount(counts.indices, minlength=BUCKETS)
        buckets = np.flatnonzero(found)
        if not len(buckets):
            return cls(buckets, np.zeros(0, np.float32), np.zeros((0, 1), np.float32))
        weights = (np.log((1 + rows) / (1 + found[buckets])) + 1).astype(np.float32)
        _, _, axes = randomized_svd(_weighted(counts[:, buckets], weights), min(DIMENSIONS, rows), n_iter=3, random_state=seed)
        return cls(buckets, weights, np.ascontiguousarray(axes.T, dtype=np.float32))

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Shape (texts, dimensions)."""
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), BATCH):
            counts = _counts(texts[start : start + BATCH])[:, self._buckets]
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


def _counts(texts: Sequence[str]) -> csr_matrix:
    """How often each text has each bucket's n-grams, shape (texts, BUCKETS)."""
    padded = [f" {' '.join(words(text))} ".encode() for text in texts]
    letters = np.frombuffer(b"".join(padded), np.uint8).astype(np.uint32)
    row = np.repeat(np.arange(len(texts)), [len(part) for part in padded])
    rows, buckets = [], []
    blank = letters == _SPACE
    for size in SIZES:
        count = len(letters) - size + 1
        if count <= 0:
            continue
        hashed = np.full(count, size, np.uint32)
        inside = np.zeros(count, bool)
        for offset in range(size):
            hashed = (hashed ^ letters[offset : offset + count]) * np.uint32(0x01000193)
            if 0 < offset < size - 1:
                inside |= blank[offset : offset + count]  # no n-gram runs over the edge of a word, nor of a text
        hashed ^= hashed >> np.uint32(15)
        rows.append(row[:count][~inside])
        buckets.append((hashed % BUCKETS)[~inside])
    if not rows:
        return csr_matrix((len(texts), BUCKETS), dtype=np.float32)
    where = (np.concatenate(rows), np.concatenate(buckets))
    counts = csr_matrix((np.ones(len(where[0]), np.float32), where), shape=(len(texts), BUCKETS))
    counts.sum_duplicates()
    return counts


def _weighted(counts: csr_matrix, weights: Matrix) -> csr_matrix:
    """Sublinear TF-IDF with rows of length one."""
    data = (1 + np.log(counts.data)) * weights[counts.indices]
    square = np.bincount(np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr)), data**2, counts.shape[0])
    scale = 1 / np.sqrt(np.maximum(square, 1e-12))
    data *= np.repeat(scale, np.diff(counts.indptr))
    return csr_matrix((data.astype(np.float32), counts.indices, counts.indptr), shape=counts.shape)
