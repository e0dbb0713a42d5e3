"""The review pages: auditors look at what was found, rule on it, and the ruling is kept."""
