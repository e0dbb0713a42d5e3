"""The shared language of the pipeline: every value that passes from one step to the next.

Nothing here reads files or knows another package of the project; see ARCHITECTURE.md for the order of the steps.
"""
