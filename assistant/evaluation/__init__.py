"""How good drafts and searches are: suites, metrics, controls, the judge and the figures of daily use."""
