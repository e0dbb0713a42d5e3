"""星级上云企业: a manufacturer of invented name, what it bought of clouds in a year, and 附件4."""
