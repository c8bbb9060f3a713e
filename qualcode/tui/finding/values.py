"""Answers of the finding process that are more than one value, plain: the near side loads nothing for them."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.suggest.values import NewWord, Proposal, WordFigures


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a code do, and which could be added."""

    figures: tuple[WordFigures, ...]
    new: tuple[NewWord, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a word added or dropped does to a code's list."""

    gained: tuple[Proposal, ...]
    lost: tuple[Proposal, ...]
    kept: int
