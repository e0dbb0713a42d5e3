"""Values as documents print them: amounts, dates, identifiers, names, codes. Pure parsers, each with its own error."""
