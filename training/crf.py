"""A linear-chain CRF loss whose gradient is computed in closed form, since autograd over 200 steps is slow on CPUs."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


class ChainLoss(torch.autograd.Function):
    """Negative log-likelihood, summed over the batch, of gold tags under scores (n, t, k) and transitions (k, k)."""

    @staticmethod
    def forward(ctx: Any, scores: Tensor, transitions: Tensor, allowed: Tensor, gold: Tensor) -> Tensor:
        n, length, k = scores.shape
        top = scores.amax(dim=-1, keepdim=True)
        local = torch.exp(scores - top)
        step = torch.exp(transitions) * allowed
        ahead = torch.empty_like(local)
        norm = torch.empty(n, length)
        now = local[:, 0]
        for t in range(length):
            if t:
                now = (now @ step) * local[:, t]
            norm[:, t] = now.sum(dim=1)
            now = now / norm[:, t : t + 1]
            ahead[:, t] = now
        behind = torch.ones_like(local)
        later = torch.ones(n, k)
        for t in range(length - 2, -1, -1):
            later = ((local[:, t + 1] * later) @ step.T) / norm[:, t + 1 : t + 2]
            behind[:, t] = later
        marginal = ahead * behind
        marginal = marginal / marginal.sum(dim=-1, keepdim=True)
        right = (local * behind)[:, 1:] / norm[:, 1:, None]
        moves = step * torch.einsum("nti,ntj->ij", ahead[:, :-1], right)
        one_hot = torch.nn.functional.one_hot(gold, k).to(scores.dtype)
        made = torch.einsum("nti,ntj->ij", one_hot[:, :-1], one_hot[:, 1:])
        ctx.save_for_backward(marginal - one_hot, moves - made)
        total = torch.log(norm).sum() + top.sum()
        return total - (scores * one_hot).sum() - (transitions * made).sum()

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, None, None]:
        of_scores, of_moves = ctx.saved_tensors
        return grad * of_scores, grad * of_moves, None, None
