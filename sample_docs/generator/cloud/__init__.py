"""星级上云企业: a manufacturer of invented name, its cloud and SaaS purchases of one year, 附件4 and what belongs to it."""
