"""Orchestration: the pipeline on one screen, the same as a Prefect flow, the nightly run and the command line."""
