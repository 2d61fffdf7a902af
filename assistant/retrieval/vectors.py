"""Vectors as rows of a matrix."""

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]


def unit(vectors: Matrix) -> Matrix:
    """Rows of length one; a zero row stays zero."""
    length = np.linalg.norm(vectors, axis=-1, keepdims=True)
    found: Matrix = np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 1e-9)
    return found


def cosine(value: float) -> float:
    """A cosine without what rounding makes of it: what two engines compute differently must not decide a rank."""
    return round(float(value), 5)


def best(scores: Matrix, limit: int) -> npt.NDArray[np.intp]:
    """Indices of the highest scores, best first; equal scores keep their order."""
    if limit < len(scores):
        head = np.argpartition(-scores, limit)[:limit]
        return head[np.lexsort((head, -scores[head]))]
    return np.argsort(-scores, kind="stable")
