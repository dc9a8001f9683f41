### Words of the web page in English; words.ts reads this after en.ftl. Same messages as web.fr.ftl.

## The page
page-title = Jalon · { $view }
brand-line = Safer settlements, homes spread over the city
view-priorities = Priorities
view-dispersal = Dispersal
views = Views
language = Language
audience-team = Team only
audience-public = Public version
audience-team-hint = Exact sites are shown. Do not publish screenshots of this view.
audience-public-hint = Neighbourhood figures only; small counts are hidden.
skip-to-table = Go to the table
skip-to-map = Go to the map
page-footer = Jalon { $version } · territory “{ $territory }”

## Loading, empty, failed
loading = Loading…
loading-ranking = Loading the ranking…
loading-site = Loading the explanation…
loading-dispersal = Loading the figures…
loading-map = Drawing the map…
retry = Try again
failed-offline = The server does not answer.
failed-offline-do = Check that Jalon is still running, then try again.
failed-refused = The server could not answer: { $message }
failed-request = Request number: { $id }
failed-unexpected = The server gave an answer this page does not understand ({ $message }).
failed-unexpected-do = Reload the page; if it stays, page and server are of different versions.
failed-tiles = Part of the map could not be loaded.
empty-settlements = No settlement yet.
empty-settlements-do = Import them with this command, then reload:
empty-scores = { $count ->
    [one] One settlement is there, but it has no score yet.
   *[other] { $count } settlements are there, but they have no score yet.
}
empty-scores-do = Calculate the scores with this command, then reload:
empty-neighbourhoods = No neighbourhood yet.
empty-neighbourhoods-do = Dispersal is counted by neighbourhood. Import them with this command, then reload:
empty-placements = No rehoused household yet.
empty-placements-do = Import the moves with this command, then reload:
empty-map = Nothing to draw yet.

## Ranking
ranking-title = Where to go first
ranking-intro = { $total ->
    [one] One settlement, assessed on { $day }.
   *[other] { $total } settlements by danger, most urgent first. Assessed on { $day }.
}
ranking-caption = Settlements by danger. Press a name to see on the map and in words why it has its score; the up and down arrows move from name to name.
column-rank = Rank
column-class = Danger
column-site = Settlement and main reasons
column-households = Households
column-score = Score
sort-up = sorted, smallest first
sort-down = sorted, largest first
rank-between = between { $best } and { $worst }
rank-range = { $best }–{ $worst }
score-between = between { $low } and { $high }
score-words = Score { $value } out of 100, between { $low } and { $high }
class-of = Class { $class }: { $band }
filter-text = Find
filter-text-hint = Name, code or reason
filter-classes = Classes shown
filter-count = { $total ->
    [one] { $shown } of { $total } settlement shown
   *[other] { $shown } of { $total } settlements shown
}
filter-none = No settlement matches.
filter-clear = Show all
show-more = Show { $count } more
reason-points = { $factor } { $points }
reason-unknown = { $factor }: not known yet
reasons-none = nothing found so far
selected-site = { $name }: class { $class }, score { $score }

## Explanation
why-title = Why this score
why-close = Close the explanation
why-on-map = Show on the map
why-none = This settlement has no score yet.
why-score = Score
why-interval = The true value lies between { $low } and { $high }: not everything is known.
why-exact = Everything the method asks is known.
why-rank = Rank { $rank } of { $of }
why-rank-range = could be { $best } to { $worst }
why-bar = Score { $score } made of: { $parts }. Between { $low } and { $high }.
why-bar-part = { $factor } { $points }
why-table = Contributions, in points of the score
why-factor = Factor
why-points = Points
why-found = What was found
why-alone = Alone
why-alone-hint = Danger of this factor taken alone, 0 to 100
why-total = Score
why-sum-differs = The contributions do not add up to the score. Please report it.
why-unknown = Hatched: not known yet, counted half. Each answer narrows the interval.
why-clear = Looked at, no danger found: { $factors }.
why-unseen = Not looked at, which is not the same as safe: { $factors }.
why-vulnerability = Not known yet, a middling value: young children, reduced mobility or fragile huts make the same danger worse.
why-vulnerability-known = Young children, reduced mobility or fragile huts make the same danger worse.
why-method = Assessed on { $day } · method { $version } · weights { $digest }
why-layers = Layers used: { $layers }
why-layer-version = { $layer } v{ $version }
fact-kind = Kind
fact-status = Stage
fact-households = Households
fact-people = People
fact-neighbourhood = Neighbourhood
fact-installed = There since
not-known = not known
part-zones = { $peril }: { $shares }
part-share = { $percent } of the site in { $severity } danger
part-share-more = { $percent } in { $severity }
part-zones-near = { $peril }: outside the zones, { $distance } from a zone of { $severity } danger
part-zones-far = { $peril }: no zone within reach
part-near = { $landmark } at { $distance }
part-touch = { $landmark } runs through the site
part-not-near = { $landmark }: none within reach
part-outside-study = { $peril }: outside the study area, so not known to be safe
part-unanswered = Not yet answered: needs a visit
part-unanswered-high = at worst { $high } alone
part-partly-unknown = { $found }; nobody has looked at { $percent } of the site
part-depth = { $layer }: up to { $max } m of water, { $mean } m on average
part-depth-none = { $layer }: the grid says nothing of this site, so not known to be safe
part-checklist-good = Answered: nothing found wanting
part-checklist-open = { $found }; { $open } of { $of } questions not answered

## Beside the score
danger-now = Imminent danger
danger-listed = Listed first, whatever its score. The score stays as computed.
class-by-officer = Officer: class { $class }
class-by-officer-stays = Set by an officer beside the computed class { $class }, which stays.
said-reason = Reason
said-by = Said by
said-by-on = { $by }, on { $day }
said-until = Holds until
contact-call = To call
contact-none = No team is in charge of this settlement.
contact-no-way = no telephone or mail written down
contact-phone = Call { $team } on { $phone }
contact-email = Write to { $team } at { $email }
photos-title = Photos and documents
photos-none = There are none yet.
photo-added = since { $day }, by { $by }
photo-add = Add a photo or a PDF
photo-note = Photos lose the place and time that the camera wrote into them. No faces, no number plates.
photo-sending = Sending…
photo-failed = It was not stored: { $why }
orders-title = Open works orders
orders-none = No works order is open.
orders-more = Only the newest { $count } are shown.
order-number = No. { $number }
order-asked = asked for on { $day } by { $by }
order-due = due { $day }
order-team = by { $team }
order-status-open = open
order-status-overdue = overdue
order-kind-water_point = water point
order-kind-toilets = toilets and washing places
order-kind-waste_collection = waste collection
order-kind-electrical_safety = electrical safety
order-kind-fire_equipment = fire equipment
order-kind-access_path = way in and out
order-kind-lighting = lighting
order-kind-pest_control = pest control
order-kind-structural = walls, roofs, slopes
order-kind-drainage = drainage
order-kind-other = other works
incidents-title = Incidents of the last 12 months
incidents-none = No incident is written down.
incidents-note = Incidents do not change the score.
incident-told = told by { $by }
incident-deaths = deaths: { $band }
incident-injured = injured: { $band }
incident-kind-fire = fire
incident-kind-flood = flood
incident-kind-electrocution = electrocution
incident-kind-collapse = collapse
incident-kind-co_poisoning = carbon monoxide poisoning
incident-kind-road = accident on road or rail
incident-kind-outbreak = outbreak of illness
incident-kind-injury = injury
incident-kind-violence = violence
incident-kind-eviction_without_order = eviction without an order
incident-kind-other = other incident
harm-minor = minor
harm-serious = serious
harm-grave = grave
harm-unknown = severity not known
people-1 = 1
people-2-5 = 2 to 5
people-6 = 6 or more
people-unknown = not known

## Behind the score
first-title = What to do first
first-together = Works that bring most, one after the other
first-together-none = No bad answer is known that could be mended on the spot; a visit would tell.
first-find-out = To find out on a visit
first-find-out-none = Nothing the method asks is unknown.
first-find-out-help = Not known yet. If it turns out good, the score falls to the figure shown.
first-relocate = Only living elsewhere would change
first-score-after = score then
first-item = { $score } (−{ $gain })
first-more = { $count ->
    [one] and one more thing
   *[other] and { $count } more things
}
first-now = The score now is { $score }.
moved-title = Why did it move?
moved-first = Assessed only once so far: there is no earlier score to compare with.
moved-caption = Points of each factor before and after
moved-column-factor = Factor
moved-column-before = Before
moved-column-after = After
moved-column-change = Change
answers-title = Answers and where they come from
answers-none = The method asks nothing of a visit.
answers-caption = Every question with its answer, its date and its source
answers-column-question = Question
answers-column-answer = Answer
answers-column-source = Date and source
answers-open = Not known: { $questions }.
answers-open-all = Nobody has answered a question yet. A visit would tell.
answer-visit = visit of { $day }
answer-measured = measured on the map in a straight line, not on the ground: { $layer } v{ $version }
answer-stale = (old)
answers-stale = Old: counts as partly unknown until someone has looked again.
answer-at-least = at least { $value }
answer-litres = { $value } l per person and day
answer-persons = { $value } people
answer-square_metres = { $value } m² per person
loading-behind = Looking…

## Map
map-label-priorities = Map of settlements and dangers
map-label-dispersal = Map of rehoused households by neighbourhood
map-help = Arrow keys move the map, plus and minus zoom. Everything on the map is also in the table.
map-credit = Base map: { $whose }
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-whole = Show the whole territory
map-scale = Scale
tip-cluster = { $count ->
    [one] { $count } settlement
   *[other] { $count } settlements
}, { $households ->
    [0] households not known
    [one] { $households } household
   *[other] { $households } households
}.
tip-cluster-worst = Worst class { $class }.
tip-site = { $name } · { $class } · { $score }
tip-zone = { $peril }: { $severity }
tip-area = { $name }
tip-area-quotient = { $name }: { $quotient } × an even spread
tip-area-hidden = { $name }: hidden, small count

## Legend
legend = Layers and legend
legend-group-settlements = Settlements
legend-group-neighbourhoods = Neighbourhoods
legend-group-zones = Danger zones
legend-group-landmarks = Lines and points
legend-severity = { $severity }
legend-class = { $class } · { $band }
legend-count = { $count }
legend-layer-version = version { $version }, { $day }

## Kinds and stages of settlements
kind-shantytown = shantytown
kind-squat = squat
kind-encampment = encampment
kind-vehicle_site = inhabited vehicles
kind-insertion_site = transitional site
kind-unfit_dwelling = unfit dwelling
kind-unknown = unknown
status-reported = reported
status-confirmed = confirmed
status-diagnosis = diagnosis
status-accompaniment = accompaniment
status-move_planned = move planned
status-moving = moving
status-closed = closed
status-stabilised = stabilised
status-rejected = rejected
status-emergency = emergency
status-unknown = unknown

## Dispersal
dispersal-title = Spread, or gathered again?
dispersal-intro = { $households ->
    [one] One rehoused household
   *[other] { $households } rehoused households
} in { $used } of { $areas } neighbourhoods.
dispersal-intro-hidden = Rehoused households by neighbourhood; small counts are hidden.
dispersal-intro-total = { $households } households rehoused in an ordinary home; small counts by neighbourhood are hidden.
dispersal-together = { $ratio ->
    [less] Two of them taken at random share a neighbourhood less often than chance would have it ({ $times } times): they are spread more widely than by chance.
    [even] Two of them taken at random share a neighbourhood about as often as chance would have it ({ $times } times).
   *[more] Two of them taken at random share a neighbourhood { $times } times as often as chance would have it.
}
dispersal-too-few = Too few households to judge: only the counts mean something.
figure-households = Rehoused households
figure-households-help = in an ordinary home, since the start
figure-used = Neighbourhoods with at least one
figure-used-value = { $used } of { $areas }
figure-used-help = the more, the wider the spread
figure-colocation = Co-location
figure-colocation-value = × { $ratio }
figure-colocation-help = 1 is chance; above 1, families share neighbourhoods more often
figure-dissimilarity = Dissimilarity D
figure-dissimilarity-help = 0 even, 1 apart: { $percent } would have to move for an even spread; chance alone gives { $chance }
figure-dissimilarity-help-none = 0 is an even spread, 1 complete separation
figure-isolation = Isolation
figure-isolation-value = { $count } in 1,000
figure-isolation-help = of a family’s neighbours, this many are rehoused too
figure-none = –
years-title = Dissimilarity D, year by year
years-help = All households rehoused up to the end of the year; lower is more even.
years-chart = Dissimilarity by year: { $points }
years-point = { $year }: { $value }
years-table = The same in figures
years-none = No year can be shown yet.
years-chance = what chance alone would give
column-year = Year
column-moved = Moved in
column-total = Rehoused in all
column-dissimilarity = D
column-chance = D by chance
column-isolation = Isolation
column-colocation = Co-location
areas-title = Neighbourhoods
areas-caption = Neighbourhoods with their rehoused households. Press a name to see it on the map.
column-area = Neighbourhood
column-area-households = Households
column-rehoused = Rehoused
column-share = Share
column-quotient = Against an even spread
column-deprived = Priority
hidden = hidden
yes = yes
no = no
selected-area = { $name }: { $quotient }

## Dispersal: the choices, both yardsticks, the council's page
yardstick-households = All households
yardstick-offers = Homes on offer
asked-title = Which report
asked-by = Told by
asked-by-none = all together
asked-yardstick = Compared with
asked-system = Neighbourhoods
asked-since = Moved from
asked-until = up to
cut-programme = Programme
cut-landlord = Landlord
cut-year = Year of the move
cut-kind = Kind of home
system-own = the city’s own
system-iris = census blocks (IRIS)
system-grid = grid
system-district = districts
system-commune = communes
system-school_area = school areas
system-other = others
placement-social_rental = Social rental
placement-private_rental = Private rental
placement-rental_intermediation = Let by an association
placement-housing_first = Housing First
placement-adapted_housing = Adapted housing
placement-accompanied_housing = Accompanied housing
placement-maintained_in_place = Kept in place
bands-title = D against chance
bands-row = D { $d }; chance { $low } to { $high }
bands-help = The broad bar is where D lies in 95 of 100 draws by lot, the thin one its 95% interval, the dot what is found.
figure-effective = Effective number
figure-effective-help = of equally filled neighbourhoods; the fullest holds { $largest }
figure-deprived = In priority areas
figure-deprived-help = where { $everybody } of all households live
figure-proximity = Nearness
figure-proximity-help = 0 is as near to each other as others live; chance alone gives { $low } to { $high }
figure-proximity-help-none = 0 is as near to each other as others live
column-used = Neighbourhoods used
column-band = Chance
column-deprived-share = In priority areas
column-deprived-yardstick = of those compared with
column-effective = Effective number
range = { $low } to { $high }
too-few-short = too few
groups-title = By { $by }
groups-others = { $names } others
groups-unnamed = not recorded
journeys-title = From where to where
journeys-far = Half moved less than { $median } km, a quarter less than { $low } km and a quarter more than { $high } km.
journeys-school = School: the children of { $changed } households changed it, those of { $kept } kept theirs; nothing is recorded of { $untold }.
flows-caption = Ways that most households went
flow-from = From
flow-to = To
flow-unknown = not recorded
change-said = From { $from } to { $to }: { $before } households became { $after }, co-location { $ratio } became { $ratioafter }, D { $d } became { $dafter }.
account-said = Of { $records } recorded moves { $counted } are counted and { $left } are not
account-later = { $count } later
account-earlier = { $count } earlier
account-moved_again = { $count } by households that have moved on
account-not_a_home = { $count } not into an ordinary home (shelter, hotel, return and so on)
account-without_place = { $count } without a recorded place
account-unknown_neighbourhood = { $count } into a neighbourhood that is not on the map
account-outside = { $count } outside the neighbourhoods
account-nobody_to_compare = { $count } where nobody lives to compare with
council-open = Page for the council
council-back = Back
council-print = Print
council-title = Are rehoused families spread over the city?
council-of = { $territory }, up to { $day }
council-figure = Figure
council-years = All who had moved by the end of each year
council-method = Co-location: how many times more often than chance two families share a neighbourhood; 1 is chance. D: the part of the families that would have to move to live like those they are compared with; never read without what chance gives. Bands from { $draws } draws by lot.
fewer-than = < { $most }
plate-label = Map of the neighbourhoods with their number of rehoused households
plate-help = The number is that of rehoused households; hatched where it is more (falling) or fewer (rising) than chance, with the neighbours.

# The planner of homes
view-placing = Homes
placing-title = Where could the next families live?
placing-intro = Give a list of families that wait. From the homes on offer a proposal is worked out: as many families as possible, those in the greatest danger first, spread evenly, near school and work. The list is not stored.
placing-form = Families and rules
placing-list = List of families (CSV)
placing-list-help = household (a code), people, origin, step_free, wishes, refuses, school_lon …
placing-cap = At most in priority areas
placing-cap-help = per cent of the placed families; blank: no limit
placing-landlords = Landlords and their limits
placing-offered = offered
placing-asked = asked for
placing-most = at most
placing-most-of = At most from { $name }
placing-no-landlord = not named
placing-by = Who proposes
placing-note = Note
placing-keep = Keep as a proposal
placing-kept = Kept as proposal { $number }; it waits for a decision.
placing-proposals = Kept proposals
placing-proposals-none = None has been kept yet.
placing-older = Older ones
placing-proposal-number = number
placing-proposal-day = kept on
placing-proposal-by = by
placing-proposal-families = families with a home
placing-proposal-decision = decision
placing-proposal-placed = { $placed } of { $asked }
placing-status-proposed = not decided
placing-status-accepted = accepted
placing-status-refused = refused
placing-decided = { $day }, { $by }: { $reason }
placing-decide = Decide on proposal { $number }
placing-decider = Who decides
placing-reason = Why
placing-accept = Accept
placing-refuse = Refuse
placing-hands-off = { $count ->
    [one] Take back what was set by hand
   *[other] Take back the { $count } set by hand
}
placing-areas = Neighbourhood by neighbourhood
placing-come = to come
placing-fewer = fewer than { $fewest }
placing-even = if even
placing-priority = priority area
placing-warnings = { $count ->
    [one] One thing to know about the data
   *[other] { $count } things to know about the data
}
placing-by-hand = by hand
placing-lock = Set
placing-forbid = Not this one
placing-others = Other homes …
placing-other = Other homes for { $household }
placing-other-home = { $offer }, { $area }: evenness { $even }, ways { $metres } m
placing-ground = ground of class { $class }
placing-ground-around = neighbourhood of class { $class }
loading-placing = Homes are being weighed …
empty-offers = No homes on offer yet.
empty-offers-do = Import the list of the landlords with this command, then reload:
placing-council-title = Homes proposed to families that wait
placing-council-goals = First as many families as possible, those in the greatest danger before others; then the most even spread over the city; then the shortest ways to school and work.
placing-council-rules = Rules and what they cost
placing-council-method = Co-location: how many times more often than chance two families share a neighbourhood; 1 is chance. D is never read without what chance gives. Bars: as proposed; the line marks an even spread. This is a proposal; families and landlords are asked, and people decide.
placing-held-cap = At most { $share } of the placed families in priority areas.
placing-held-landlord = At most { $most } homes from { $name }.
placing-held-locks = { $count ->
    [one] One home was set by hand.
   *[other] { $count } homes were set by hand.
}
placing-held-always = Size, homes without steps, wishes, refusals and distances of the families; no home on ground of hazard class D or E.

## The door and one's account
door-entering = Coming in
door-name = Sign in
door-invitation = Choose a password
door-factor = Set up your second factor
door-codes = Keep your recovery codes
door-user = Name
door-password = Password
door-code = Code
door-code-help = The six digits your authenticator shows, or a recovery code.
door-field-device = This is a phone for the field: stay signed in for 30 days.
door-enter = Sign in
door-new-password = New password
door-new-password-help = At least 12 characters. Four words that have nothing to do with each other are good, and easy to remember.
door-choose = Choose and sign in
door-factor-help = Your role sees where people live, so a password is not enough. Add this account to an authenticator app, then type the code it shows.
door-factor-open = Open in an authenticator on this device
door-factor-key = Or type this key into the app:
door-factor-code = Code that the app shows
door-factor-prove = Confirm
door-codes-help = Each of these codes works once in the place of the app, should you lose your phone. They are not shown again: print them or write them down.
door-codes-kept = I have kept them, go on
door-not-signed-in = The name, the password or the code is not right.
door-code-missing = Now type the code of your second factor.
door-used-link = This link has been used already or has ended. Ask for a new one, or sign in.
door-weak-password = This password would be guessed early. Choose another one of at least 12 characters.
door-too-many-tries = Too many tries from here. Wait a minute, then try again.
door-refused = The code does not fit. Check the clock of the device and type the next code.
account-devices = Where I am signed in
account-unnamed = a program without a name
account-current = this one
account-end = Sign out there
account-tokens = Tokens for my programs
account-take-back = Take back
account-made = Copy it now, it is not shown again:
account-token-name = What it is for
account-token-scopes = What it may be used for
account-token-make = Make a token for 90 days
account-leave = Sign out
account-close = Close
role-sanitation_safety = sanitation and safety
role-planner = city planner
role-case_worker = social worker
role-operator_coordinator = coordinator of the operator
role-landlord = landlord
role-orientation_cell = orientation cell
role-legal_officer = legal officer
role-territory_admin = administrator of the territory
role-dpo_auditor = data protection officer
role-platform_admin = administrator of the installation

# The registers of the work
view-work = Casework
work-title = The work, register by register
work-intro = Households, homes, moves, decisions and what waits for somebody. Households are codes, never names; nothing of it stays in this browser.
work-register = Register
work-waiting = What waits
work-unknown = There is no such register.
work-purpose = What do you look for?
work-purpose-help = Households and courts are told of here: what for is written down with every look.
work-look = Look
work-state = State
work-every-state = every state
work-code = Code
work-add = Add
work-new = New: { $register }
work-none = No entry here. Add one, or choose another state.
work-more = More
work-entry = Entry
work-close = Close
work-changed = Revision { $revision }, { $day }, by { $by }
work-unfit = “{ $field }” seems to speak of { $about }. That is not written down here: say what is needed instead.
unfit-origin = origin
unfit-religion = religion
unfit-health = health
unfit-offence = offences
unfit-judgement = judgements of people
work-change = Change
work-save = Save
work-leave = Leave as it is
work-next = Next step
work-on = On which day (today if blank)
work-reason = Why
work-override = Set this rule aside; the reason is kept with it
work-do = { $state }: do it
work-history = History
work-revision = { $day }: { $deed }, { $state }, by { $by }
work-overridden = Rule set aside: { $rule }
deed-created = begun
deed-changed = changed
deed-moved = brought on
deed-removed = taken out
deed-undone = taken back
deed-erased = household erased
work-needed = { $label } (needed)
work-class-H = About a household: read by those who accompany it, every look written down
work-class-R = About courts or owners: read by legal officers, every look written down
work-kind-settlement = code of a settlement
work-kind-neighbourhood = code of a neighbourhood
work-kind-link = a code
work-kind-links = codes with ; between
work-kind-place = longitude;latitude
work-kind-moment = 2026-01-31T14:05:00+01:00
work-kind-text = { "" }
residences-title = What mediators did, by residence
residences-year = Year
residences-none = No round and no call of this year is written down.
residences-no-place = No round of this year says where it was, so there is nothing to draw.
residences-drawing = Residences on a drawing of the neighbourhoods; the larger the disc, the more people were met or called
residences-residence = Residence
residences-rounds = rounds
residences-contacts = contacts
residences-calls = calls
residences-referrals = led on
residences-last = last on
residences-unnamed = without a residence
view-reports = Reports
reports-title = Reports to hand over
reports-intro = Each holds only what you may read. That one was taken is written down.
reports-none = Your account may have no report.
reports-about = Code of the { $what }
reports-about-optional = Code of the { $what }, or nothing for a blank one
reports-of-settlement = settlement
reports-of-household = household
reports-of-move = move
reports-of-meeting = session
reports-year = Year
reports-purpose = What for (needed where households or courts are told of)
reports-take = Take it as
reports-take-as = Take as { $format }
reports-making = It is being made…
reports-done = { $name } was handed to your browser.
reports-failed = It could not be made: { $why }
