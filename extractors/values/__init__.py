"""Values as documents print them: amounts, dates, identifiers, codes. Pure parsers, each with its own error."""
