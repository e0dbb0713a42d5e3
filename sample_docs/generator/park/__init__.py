"""星级智慧园区: an invented park with its tenants and leases, 附件5 filled in, and the proofs of its indicators."""
