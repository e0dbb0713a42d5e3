"""Document → records: split a file into documents, classify each, extract its facts."""
