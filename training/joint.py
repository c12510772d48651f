"""The two networks as one model that reads batches of whole articles."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from accordingto.attribute.features import pair_labels
from training.examples import Batch, places_around
from training.network import TAGS, RoleTagger, WordEncoder, in_half, small_bert


class Model(nn.Module):
    """Both networks and the transitions of the tags."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = WordEncoder(small_bert(dropout))
        self.roles = RoleTagger()
        self.transitions = nn.Parameter(torch.zeros(TAGS, TAGS))

    def read(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Vectors and cue scores of all words of the batch, articles one after another."""
        arrays = (batch.ids, batch.mask, batch.first, batch.last, batch.head, batch.labels)
        vectors, cues = in_half(self.words, *(torch.from_numpy(a) for a in arrays))
        row, column = torch.from_numpy(batch.row), torch.from_numpy(batch.column)
        return vectors[row, column], cues[row, column].float()

    def tag(self, vectors: Tensor, batch: Batch, cues: list[tuple[int, int]]) -> tuple[Tensor, Tensor, Tensor]:
        """Tag scores, validity and the mask of real words for `cues`, pairs of article and word."""
        places, real, labels, middle = [], [], [], []
        for article, cue in cues:
            words, offset = batch.examples[article].words, batch.offsets[article]
            at, is_real = places_around(cue, len(words), offset)
            places.append(at)
            real.append(is_real)
            labels.append(pair_labels(words, cue))
            middle.append(cue + offset)
        mask = torch.from_numpy(np.stack(real))
        tags, valid = in_half(
            self.roles,
            vectors,
            torch.from_numpy(np.stack(places)),
            mask,
            torch.tensor(middle),
            torch.from_numpy(np.stack(labels)),
        )
        return tags.float(), valid.float(), mask
