### Words of the product in English; the server and the web page read this same file.

## Factors
factor-flood = flood
factor-fire = fire
factor-ground = moving ground
factor-industrial = industry
factor-transport = trains and traffic
factor-power_line = power line
factor-pollution = pollution
factor-other = other peril
factor-sanitation = sanitation
factor-access = access for help
vulnerability = vulnerability

## Bands of the score
band-very_low = very low
band-low = low
band-moderate = moderate
band-high = high
band-critical = critical
band-insufficient_data = insufficient data

## Severities
severity-1 = low
severity-2 = moderate
severity-3 = high
severity-4 = very high

## The explanation as a table
explain-factor = factor
explain-points = points
explain-value = value [low-high]
explain-from = from
explain-no-layer = no layer of this peril has been imported
explain-not-covered = outside its zones
explain-far = out of reach
explain-outside = outside the studied area: not known
explain-unanswered = nobody has answered this yet: not known
explain-assessed = assessed
explain-method = method
explain-weights = weights
