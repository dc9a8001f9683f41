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
table-factor = factor
table-points = points
table-from = from
table-not-covered = outside its zones
table-far = out of reach
table-outside = outside the studied area: not known
table-unknown-share = { $share } not studied
table-depth = up to { $max } m of water, { $mean } m on average
table-unanswered = nobody has answered this yet: not known
table-weights = weights
table-rank = rank
table-site = site
table-name = name
table-class = class
table-score = score
table-households = households
table-worst = worst
table-touched = touched
table-people = people
table-beside = beside
table-to-call = to call
table-nobody = nobody
table-why = why
table-among-first = among first { $first }
table-rank-drawn = rank, 9 draws in 10
table-total = score
table-when = assessed
table-id = assessment
table-change = change
table-before = before
table-after = after
table-what = what
table-kind = how
table-gain = gain
table-one-after = in turn
table-lower = a quarter less, or good
table-upper = a quarter more, or bad
colon = :
table-all-good = nothing bad among the answers
table-open = { $questions } not answered
table-layer = { $layer }, version { $version }
table-layer-dated = { $layer }, version { $version } of { $date }
page-neighbourhood = Neighbourhood { $neighbourhood }
page-households = { $households ->
        [one] { $households } household
       *[other] { $households } households
    }
page-unknown = What is not known
page-first = What to do first
page-answers = Answers, and when they were given
page-trace = Where this comes from
page-layers = Layers: { $list }.
page-computed = Assessed on { $date } by method { $method } under the weights { $weights }.
rank-legend = (best-worst) and [low-high]: what is not known yet; ? counts a middling value
rank-danger = ! marks imminent danger, listed first whatever its rank; ranks are by score
rank-drawn = Chances from { $draws } draws with seed { $seed }: each number of the weights up to { $spread }% smaller or larger, what is not known anywhere within its bounds.

## The ranking under other weights
what-if-rank = rank
what-if-was = was
what-if-site = site
what-if-name = name
what-if-class = class
what-if-score = score
what-if-note = Points and places under the weights of the file; "was": as they are now. Nothing was stored.

## Numbers
decimal-mark = .
semicolon = ;
share = { $percent }%
share-tiny = less than 0.1%
distance = { $metres } m
distance-under-one = less than 1 m

## Perils and landmarks by name
peril-flood = flood
peril-landslide = landslide
peril-clay = clay
peril-pprt = industrial risk
peril-wildfire = wildfire
peril-polluted_soil = polluted soil
peril-other = other peril
landmark-railway = railway
landmark-motorway = motorway
landmark-main_road = main road
landmark-hv_line = high-voltage line
landmark-gas_pipeline = gas pipeline
landmark-waste_dump = waste dump
landmark-hydrant = hydrant
landmark-water_point = water point
landmark-health_centre = health centre

## A score explained
explain-class = Class { $class }, { $band }: { $score } out of 100 (between { $low } and { $high }).
explain-class-exact = Class { $class }, { $band }: { $score } out of 100.
explain-insufficient = Too little is known for a class: { $score } out of 100, but anything between { $low } and { $high } is possible.
explain-why = Why: { $list }.
explain-nothing = No layer or answer shows a danger here.
explain-item-first = { $what } ({ $points } points)
explain-item = { $what } ({ $points })
explain-vulnerability = The vulnerability of the people living there adds { $points } points.
explain-vulnerability-unknown = How vulnerable the people are is not known; a middling value adds { $points } points.
explain-unanswered = Not yet answered, a middling value is used: { $list }.
explain-open = { $questions ->
        [one] { $questions } question of the checklists is
       *[other] { $questions } questions of the checklists are
    } not answered.
explain-stale = { $questions ->
        [one] { $questions } answer is
       *[other] { $questions } answers are
    } old enough to widen the bounds.
explain-outside = Outside what was studied, a middling value is used: { $list }.
explain-not_looked_at = Not looked at, which is not the same as safe: { $list }.
zones-flood = flood zones
zones-landslide = landslide zones
zones-clay = zones of swelling clay
zones-pprt = zones of industrial risk
zones-wildfire = wildfire zones
zones-polluted_soil = zones of polluted soil
zones-other = zones of another peril
zones-over = { $zones } cover { $share } of the site: { $levels }
zones-over-one = { $zones } of { $severity } severity cover { $share } of the site
zones-unknown = { $peril }: nobody has studied { $share } of the site
zones-level = { $share } { $severity }
depth-over = up to { $depth } m of water, on { $share } of the site, at worst of { $severity } severity
depth-unclassed = up to { $depth } m of water on the site
depth-zones = depths of water on the grid
depth-unknown = the depth grid says nothing of { $share } of the site
depth-grid = depth of the flood
zones-near = { $zones } begin nearby: { $levels }
zones-level-near = { $severity } { $distance } away
near-railway = a railway runs { $distance } away
near-motorway = a motorway runs { $distance } away
near-main_road = a main road runs { $distance } away
near-hv_line = a high-voltage line runs { $distance } away
near-gas_pipeline = a gas pipeline runs { $distance } away
near-waste_dump = a waste dump lies { $distance } away
checklist-says = { $factor }: { $list }

## What a checklist finds wanting
question-spacing_m = dwellings too close together
question-hydrant_m = hydrant too far
question-no_fire_engine_access = no way in for fire engines
question-combustible_share = dwellings that burn easily
question-improvised_energy = improvised power or heating
question-health_centre_m = health centre too far
question-single_access = a single way in and out
question-litres_pd = too little water
question-water_m = water too far
question-persons_per_tap = too few taps
question-stagnant_water = stagnant water
question-persons_per_toilet = too few toilets
question-open_defecation = no use of toilets
question-toilet_m = toilets too far
question-toilets_unlit_or_unlocked = toilets without light or lock
question-no_hand_washing = nowhere to wash hands
question-waste_piling = waste piling up
question-no_bin_within_100m = no bin within 100 m
question-irregular_collection = irregular waste collection
question-pests = rats or other pests
question-m2_per_person = too little room
question-under5_share = young children
question-reduced_mobility_share = people of reduced mobility
question-precarious_share = precarious dwellings

## What the questions ask, as a thing to find out
matter-spacing_m = distance between dwellings
matter-hydrant_m = distance to a hydrant
matter-no_fire_engine_access = whether fire engines can get in
matter-combustible_share = share of dwellings that burn easily
matter-improvised_energy = whether power or heating is improvised
matter-health_centre_m = distance to a health centre
matter-single_access = whether there is a second way out
matter-litres_pd = water per person and day
matter-water_m = distance to water
matter-persons_per_tap = people for each tap
matter-stagnant_water = whether water stands
matter-persons_per_toilet = people for each toilet
matter-open_defecation = whether everybody uses a toilet
matter-toilet_m = distance to toilets
matter-toilets_unlit_or_unlocked = whether toilets have light and lock
matter-no_hand_washing = whether hands can be washed
matter-waste_piling = whether waste piles up
matter-no_bin_within_100m = whether a bin is near
matter-irregular_collection = how regularly waste is collected
matter-pests = whether there are rats or other pests
matter-m2_per_person = room for each person
matter-under5_share = share of young children
matter-reduced_mobility_share = share of people of reduced mobility
matter-precarious_share = share of precarious dwellings

## What to do about a bad answer
work-spacing_m = set dwellings farther apart
work-hydrant_m = bring a hydrant or a fire reserve near
work-no_fire_engine_access = open a way in for fire engines
work-combustible_share = replace what burns easily in the dwellings
work-improvised_energy = make power and heating safe
work-health_centre_m = bring care to the site
work-single_access = open a second way out
work-litres_pd = bring more water
work-water_m = bring a water point near
work-persons_per_tap = add taps
work-stagnant_water = drain standing water
work-persons_per_toilet = add toilets
work-open_defecation = give everybody the use of a toilet
work-toilet_m = bring toilets near
work-toilets_unlit_or_unlocked = give toilets light and lock
work-no_hand_washing = add places to wash hands
work-waste_piling = clear the waste
work-no_bin_within_100m = bring bins near
work-irregular_collection = have waste collected regularly
work-pests = fight rats and other pests
work-m2_per_person = make more room

## What would change a score
remedies-together = Works that bring most, one after the other, with the score after each: { $list }.
remedies-nothing = No bad answer is known that could be mended on the spot; a visit would tell.
remedies-find_out = To find out, with the score if it turns out good: { $list }.
remedies-relocate = Only living elsewhere would change: { $list }.
remedies-more = and { $more } more
remedy-item = { $what } ({ $score })
remedy-find_out = to find out
remedy-mend = to mend
remedy-relocate = only elsewhere

## Why a score has moved
moved-same = Since { $from } the score has not moved: { $after } out of 100.
moved-up = Since { $from } the score has risen from { $before } to { $after } ({ $gained } points).
moved-down = Since { $from } the score has fallen from { $before } to { $after } ({ $gained } points).
moved-because = What has moved: { $list }.
moved-item = { $factor } { $points } ({ $causes })
moved-shared = shared out anew with the other factors
moved-through-score = follows the score
moved-weights = The weights are not the same.
moved-method = The method is not the same.
cause-layer = { $subject }: layer version { $after } instead of { $before }
cause-layer-new = { $subject }: looked at for the first time, layer version { $after }
cause-layer-gone = { $subject }: no longer looked at
cause-site = { $subject }: same layer, but the outline of the site or its homes have changed
cause-answer-new = { $question }: now known
cause-answer-better = { $question }: better
cause-answer-worse = { $question }: worse
cause-answer-lost = { $question }: no longer known
cause-weights = { $subject }: counted otherwise by the weights

## What a rank hangs on
sensitivity-weights = Numbers of the weights that move the rank or the score most, each a quarter smaller and larger: { $list }.
sensitivity-unknowns = Not known, and moving most: { $list }.
sensitivity-nothing = Nothing taken alone moves this rank or score.
swing-item = { $what } (rank { $best } to { $worst }, score { $low } to { $high })
swing-item-score = { $what } (score { $low } to { $high })
parameter-rho = how much the other dangers add to the worst
parameter-beta = how much vulnerability amplifies
parameter-F0 = share from which a zone counts in full
parameter-kappa = how much closeness to a zone counts
parameter-unknown_mid = what an unknown counts
parameter-v = value of: { $of }
parameter-near_m = distance at which it stops counting: { $of }
parameter-d_in = distance up to which it counts in full: { $of }
parameter-d_out = distance from which it counts nothing: { $of }
parameter-cap = highest value of the checklist: { $of }
parameter-w = weight of the question: { $of }
parameter-good = good end of the question: { $of }
parameter-bad = bad end of the question: { $of }

## Dispersal
dispersal-counts = { $households ->
        [one] { $households } household lives
       *[other] { $households } households live
    } in { $used } of { $units } neighbourhoods.
dispersal-colocation = Two of them taken at random share a neighbourhood { $ratio } times as often as chance would have it (95% interval { $low } to { $high }).
dispersal-untold = Spread cannot be told: { $reason }.
dispersal-too_few = That is too few to judge.
dispersal-hidden = Too few households to be shown to the public.
dispersal-kept_back = Measures are not told to the public: small counts could be worked out from them.
dispersal-evenness = D is { $d }; chance alone gives { $chance }{ $band }: { $verdict ->
    [gathered] more gathered than chance
    [spread] more spread than chance
   *[as_chance] nothing tells this from chance
}{ $mainly }.
dispersal-band = {" "}({ $low } to { $high })
dispersal-given_out = Counts as given out on { $day }, none of fewer than { $least } households; { $estimated ->
        [0] none is hidden
        [one] one neighbourhood is hidden and estimated
       *[other] { $estimated } neighbourhoods are hidden and estimated
    }.
dispersal-mainly = , mainly in { $places }
dispersal-and = { $first } and { $last }
dispersal-deprived = { $there }% live in priority neighbourhoods, against { $everybody }% of all households.
dispersal-deprived_and_offers = { $there }% live in priority neighbourhoods, against { $everybody }% of all households and { $offered }% of the homes on offer.
dispersal-on_offers = Against the homes on offer the ratio is { $ratio } ({ $from } to { $to }) and D is { $d }, where chance gives { $chance }{ $band }: { $verdict ->
    [gathered] gathered beyond where the homes are
    [spread] more spread than the homes are
   *[as_chance] nothing tells this from chance
}.
undefined-no_households = nobody lives in any of the neighbourhoods
undefined-no_group = no household of the programme has been placed
undefined-only_group = every household is of the programme
undefined-one_unit = only one neighbourhood is inhabited
undefined-one_household = a single household makes no pair
undefined-nobody_shares = no two households share a neighbourhood
undefined-not_whole = these are measured quantities, not households
undefined-empty_unit = nobody lives in this neighbourhood
undefined-no_land = the neighbourhoods have no area
undefined-no_neighbours = no two neighbourhoods are neighbours
undefined-no_range = the neighbourhoods leave this index no room between its lowest and highest value
undefined-one_category = everyone is of one category
undefined-too_few_categories = there are too few ordered categories

## Beside the score
mark-danger = IMMINENT DANGER
mark-override = officer: { $class }
explain-override = An officer gives it class { $class } ({ $by }, { $on }, until { $until }): { $reason }. The score stays as computed.
explain-danger = Imminent danger, declared by { $by } on { $on } until { $until }: { $reason }.
explain-incidents = In the last 12 months: { $list }. Incidents do not change the score.
explain-contact = To call: { $team }, { $ways }.
incidents-fire = { $count ->
        [one] one fire
       *[other] { $count } fires
    }
incidents-flood = { $count ->
        [one] one flood
       *[other] { $count } floods
    }
incidents-electrocution = { $count ->
        [one] one electrocution
       *[other] { $count } electrocutions
    }
incidents-collapse = { $count ->
        [one] one collapse
       *[other] { $count } collapses
    }
incidents-co_poisoning = { $count ->
        [one] one carbon monoxide poisoning
       *[other] { $count } carbon monoxide poisonings
    }
incidents-road = { $count ->
        [one] one accident on road or rail
       *[other] { $count } accidents on road or rail
    }
incidents-outbreak = { $count ->
        [one] one outbreak of illness
       *[other] { $count } outbreaks of illness
    }
incidents-injury = { $count ->
        [one] one injury
       *[other] { $count } injuries
    }
incidents-violence = { $count ->
        [one] one act of violence
       *[other] { $count } acts of violence
    }
incidents-eviction_without_order = { $count ->
        [one] one eviction without an order
       *[other] { $count } evictions without an order
    }
incidents-other = { $count ->
        [one] one other incident
       *[other] { $count } other incidents
    }

## Alerts
alert-subject = Alert: { $settlements ->
        [one] { $settlements } settlement touched
       *[other] { $settlements } settlements touched
    }, { $households } households
alert-of-file = Forecast { $file } ({ $zones } areas), worked out { $at }.
alert-of-grid = Forecast of depths { $file }, worked out { $at }.
alert-of-level = Flood zones of { $severity } severity or worse (layer version { $version }), worked out { $at }.
alert-totals = { $settlements } of { $looked } settlements are touched: { $households } households, { $people } people; about { $touched } households stand on the touched ground itself.
alert-uncounted = On { $uncounted } of them nobody has counted the households.
alert-settlement = { $place }. { $code } { $name }: { $share }% touched, worst { $severity }; households { $households } (about { $touched } on touched ground), people { $people }
alert-class = class { $class }
alert-call = to call: { $team }, { $ways }
alert-nobody = to call: no team is in charge of this settlement
alert-more = … and { $more } more; the alert itself lists them all.
alert-care = These are places where people live: pass this mail on to those who need it, and to nobody else.
## Answers of visits
day = { $year }-{ $month }-{ $day }
reply-yes = yes
reply-no = no
reply-unknown = unknown: nobody could tell
answer-none = not known
answer-old = , old enough to widen the bounds
answer-map = measured on the map, not on the ground: { $layer }
answer-map-at-least = at least, measured on the map, not on the ground: { $layer }
table-question = question
table-answer = answer
table-source = date or source
table-asks = asks
table-unit = answered with
explain-answered = Answered on visits from { $first } to { $last }.
explain-answered-once = Answered on a visit of { $first }.
explain-measured = Measured on the map in a straight line, not on the ground: { $list }.
measured-at = { $landmark } { $distance } away
measured-beyond = { $landmark } { $distance } away or farther
unit-yes_no = yes or no
unit-share = a share from 0 to 1: 0.25 for 25%
unit-metres = metres, 0 to 100,000
unit-litres_per_person_and_day = litres for one person and one day, 0 to 1,000
unit-persons = persons that share one, 0 to 100,000
unit-square_metres_per_person = square metres of the site for one person, 0 to 10,000
unit-number = a number

## What a visit asks
ask-spacing_m = How many metres lie between dwellings, at most places?
ask-hydrant_m = How many metres of hose to the nearest fire hydrant?
ask-no_fire_engine_access = Is there NO way in for a fire engine?
ask-combustible_share = Which share of the dwellings is of wood, cloth, plastic or cardboard?
ask-improvised_energy = Are power lines, stoves or heaters improvised?
ask-health_centre_m = How many metres to the nearest health centre, on foot?
ask-single_access = Is there only one way in and out?
ask-litres_pd = How many litres of water does one person have in a day?
ask-water_m = How many metres to the nearest drinking water, on foot?
ask-persons_per_tap = How many persons share one tap?
ask-stagnant_water = Does water stand on the ground?
ask-persons_per_toilet = How many persons share one working toilet?
ask-open_defecation = Do people relieve themselves in the open?
ask-toilet_m = How many metres to the farthest dwelling's toilet?
ask-toilets_unlit_or_unlocked = Are toilets WITHOUT light or lock?
ask-no_hand_washing = Is there NO place to wash hands with soap?
ask-waste_piling = Does waste pile up on or beside the site?
ask-no_bin_within_100m = Is there NO bin within 100 m?
ask-irregular_collection = Is waste collected irregularly or never?
ask-pests = Are there rats or other pests?
ask-m2_per_person = How many square metres of the site does one person have?
ask-under5_share = Which share of the people is under 5 years old?
ask-reduced_mobility_share = Which share of the people moves with difficulty?
ask-precarious_share = Which share of the dwellings would not withstand a storm?

## The survey form of a visit
group-fire = Fire
group-access = Access for help
group-water = Water
group-excreta = Toilets
group-waste = Waste
group-space = Room to live
group-vulnerability = The people and their dwellings, counted without names
method-on_site = on site
method-remote = from afar
method-phone = by telephone
method-imagery = on an aerial picture
form-settlement = Code of the settlement
form-settlement-hint = As in Jalon, for example S07
form-visited_on = Day of the visit
form-visited_on-hint = Not later than today
form-not_later = Not later than today
form-by = Your code or role
form-by-hint = For example agent-07; no name is needed
form-team = Your team
form-method = How do you look?
form-nothing_changed = Is everything as it was when last asked?
form-nothing_changed-hint = Yes dates every known answer again; no asks the questions
form-nobody = Asked, and nobody could tell?
form-note = Remarks; no names, no origin, no illness

# Proposals of homes
placing-headline = { $placed } of { $asked } families have a home proposed, of { $homes } homes on offer. It proposes; people decide.
placing-proof-best = No other proposal is better.
placing-proof-even = None houses more families, and none of those is more even; ways to school and work may be shorter.
placing-proof-housed = None houses more families; a more even spread may exist.
placing-proof-none = The search was ended before it was proven: a better proposal may exist.
placing-before = today
placing-after = as proposed
placing-way-greedy = one by one
placing-way-lot = by lot (mean of 100)
placing-figure-families = rehoused families
placing-figure-neighbourhoods = neighbourhoods
placing-figure-colocation = co-location (95 %)
placing-figure-dissimilarity = D (chance)
placing-figure-deprived = in priority areas
placing-family = family
placing-people = people
placing-danger = danger
placing-wishes = wishes
placing-home = home
placing-neighbourhood = neighbourhood
placing-landlord = landlord
placing-metres = metres to school and work
placing-taken = none: others need the { $homes } homes that fit
placing-ruled-size = size
placing-ruled-step_free = steps
placing-ruled-danger = hazard class D or E
placing-ruled-refused = refused
placing-ruled-wish = not wished for
placing-ruled-travel = too far
placing-ruled-forbidden = ruled out by hand
placing-ruled-nowhere = neighbourhood not known
placing-clash = Together these leave no home for every family, and without any one of them all would have one: { $rules }.
placing-price-rule = without this rule
placing-price-placed = families placed
placing-price-even = more even by
placing-price-metres = metres less
placing-rule-cap_deprived = limit on priority areas
placing-rule-landlord_cap = limit of landlord
placing-rule-locks = homes set by hand
placing-rule-forbids = homes ruled out by hand
placing-rule-wishes = wishes
placing-rule-refusals = refusals
placing-rule-travel = distance to school and work
placing-rule-danger = no home of hazard class D or E
placing-rule-step_free = homes without steps
placing-rule-size = size of the homes
placing-rule-homes = too few homes
## Layers
layer-settlements = Settlements
layer-neighbourhoods = Neighbourhoods
layer-flood = Flood
layer-landslide = Landslides
layer-clay = Shrinking clay
layer-pprt = Industrial risk
layer-wildfire = Wildfire
layer-polluted_soil = Polluted soil
layer-other = Other peril
layer-flood_depth = Flood depth
layer-railway = Railway
layer-motorway = Motorway
layer-main_road = Main road
layer-hv_line = High-voltage line
layer-gas_pipeline = Gas pipeline
layer-waste_dump = Waste dumps
layer-hydrant = Fire hydrants
layer-water_point = Water points
layer-health_centre = Health centres
layer-neighbourhoods_iris = Neighbourhoods: census blocks
layer-neighbourhoods_grid = Neighbourhoods: grid
layer-neighbourhoods_district = Neighbourhoods: districts
layer-neighbourhoods_commune = Neighbourhoods: communes
layer-neighbourhoods_school_area = Neighbourhoods: school areas
layer-neighbourhoods_other = Neighbourhoods: others
layer-flood_study = Flood: what was studied
layer-landslide_study = Landslides: what was studied
layer-clay_study = Shrinking clay: what was studied
layer-pprt_study = Industrial risk: what was studied
layer-wildfire_study = Wildfire: what was studied
layer-polluted_soil_study = Polluted soil: what was studied
layer-other_study = Other peril: what was studied

## The doors for programs
ogc-title = Jalon
ogc-description = Layers for maps and programs by the standards of OGC API: features and tiles.
ogc-api = Description of the interface
ogc-conformance = Standards that are kept
ogc-collections = Collections
ogc-collection = Version { $version }, imported on { $on }.
ogc-queryables = Names to filter by
ogc-schema = Columns
ogc-found = { $returned } of { $matched } features.
ogc-tiles = Vector tiles
ogc-matrix-sets = Grids of tiles

## Legends and drawn maps
legend-unscored = not assessed yet
legend-cluster = several settlements: how many, and a ring in the colour of the worst class
map-foot = { $layers } · as of { $day }
map-name = Map: { $layers }
map-scale-km = { $length } km
map-scale-m = { $length } m
legend-insufficient = insufficient data
legend-deprived = Priority neighbourhood
legend-quotient = Rehoused households against an even spread
quotient-far_fewer = far fewer
quotient-fewer = fewer
quotient-even = about even
quotient-more = more
quotient-far_more = far more
quotient-hidden = hidden (small count)
quotient-none = no figure
quotient-range-far_fewer = under { $high }
quotient-range-fewer = { $low } to { $high }
quotient-range-even = { $low } to { $high }
quotient-range-more = { $low } to { $high }
quotient-range-far_more = { $low } and above
significance-more = more than chance, with its neighbours
significance-fewer = fewer than chance, with its neighbours

# Registers of the work, their fields, and the words that stand in them.

## Reports
group-mark = ,

## Erasure of a household
erasure-title = Receipt of erasure no. { $number }
erasure-who = Erased on { $at } by { $by }
erasure-ground = Ground: { $ground }
erasure-ground-person-asks = the people concerned have asked for it
erasure-ground-kept-in-error = kept in error
erasure-ground-time-is-up = the time for keeping it is over
erasure-entries = Entries erased: { $count }
erasure-revisions = Earlier revisions erased: { $count }
erasure-files = Photos and documents erased: { $count }
erasure-mentions = Other entries that no longer name the household: { $count }
erasure-rows-of-files = Rows of imported files erased: { $count }
erasure-kept = Counts are left, without name or code: neighbourhood, month, outcome. Backups expire within 90 days.
erasure-digest = Digest of the receipt: { $digest }
erasure-head = In the record of changes: { $head }

## Copy for the people concerned
subject-title = Everything that is kept of household { $code }
subject-about = A copy for the people concerned: entries, earlier revisions, photos and documents, and the days on which somebody looked.
subject-revisions = revisions kept: { $count }
subject-placements = Homes as the map knows them
subject-looks = Looks
subject-yes = yes
subject-no = no
significance-as_chance = as chance gives
