"""The faces of invoices: 数电票 and older ones as PDF, paper ones as scans, OFD and XML containers."""
