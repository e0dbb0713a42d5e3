"""The sheets of the working paper, by group; each module lays out its rows and the book writes them."""
