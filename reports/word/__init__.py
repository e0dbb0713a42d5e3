"""Word files from the firm's templates: a dossier's values laid into a .docx that people edit in Word."""
