"""Figures of merit of scored sentences against their labels: for the tests and for reading off by hand.

`python tests/suggest/figures.py` prints the figures of both halves of every set of `held_out_sentences`; `--errors` the mistakes in
the tuning halves (never those of the held-out halves).
"""
