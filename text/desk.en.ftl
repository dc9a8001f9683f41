# Pages of the desk that are fetched when they are opened: the rehousing board, the instruments of the map.

desk-board = Board
desk-registers = Registers
board-intro = Households by stage as of { $day }, and what waits for somebody. Households are codes, never names; nothing of it stays in this browser.
board-settlement = Settlement
board-every-settlement = every settlement
board-none = No household yet.
board-none-do = Add households in their register, or bring a file of them under Administration.
board-none-here = No household of this settlement that you may read.
board-waiting = What waits
board-follow-ups = Follow-ups due
board-proposals = Proposals without an answer
board-moves = Moves planned
board-count = { $late ->
    [0] { $total }
   *[other] { $total }, { $late } late
}
board-nothing-waits = Nothing waits here.
board-all-of-them = All { $total } in the register
board-on-the-way = On the way to a home
board-other-ways = Other ways
board-households = { $total ->
    [one] { $state }: one household
   *[other] { $state }: { $total } households
}
board-empty-stage = No household
board-people = { $size ->
    [one] one person
   *[other] { $size } people
}
board-rooms = { $rooms ->
    [one] one room
   *[other] { $rooms } rooms
}
board-rent = up to { $rent }
board-ground-floor = ground floor
board-step-free = step-free
board-school = school nearby
board-needs = Needs
board-changed = last written { $day }
board-from = settlement { $code }
board-late = late
board-wait-follow_up = Follow-up { $code }
board-wait-proposal = Proposal { $code }
board-wait-move = Move { $code }
board-due = by { $day }
board-months = { $months } months after the move
board-open-household = Household { $code }
board-sides = What the board shows
board-side-households = Households
board-side-homes = Homes
board-side-agenda = Agenda
board-title-households = Where each household stands
board-title-homes = Which homes wait for a household
board-title-agenda = What waits for a decision
board-not-yours-households = Your account does not read of households, so there is no board for you.
board-not-yours-homes = Your account does not read of homes one by one. The report “housing offer” gives their counts.
board-not-yours-agenda = Your account does not read what is decided, so there is no agenda for you.
homes-intro = Homes as of { $day }, those withdrawn left out. No address is told here.
homes-offers-all = Offers to all households are counted.
homes-offers-own = Only offers to households that you may know of are counted: a home that seems free may be offered to another.
homes-offers-open = Of offers you are told those that wait for an answer or a move.
homes-offers-none = Your account does not read of households: offers are not told, and a home that seems free may be offered.
homes-none = No home yet.
homes-none-of-landlord = No home of this landlord.
homes-none-do = Add homes in their register, or bring a file of them under Administration.
homes-every-landlord = All landlords
homes-landlords = By landlord
homes-landlord = Landlord
homes-no-landlord = without a landlord
homes-column-homes = Homes
homes-column-available = Free
homes-column-without = Free, not proposed
homes-column-proposed = Proposed
homes-column-reserved = Reserved
homes-column-occupied = Lived in
homes-column-refused = Refused
homes-not-told = not told
homes-left-out = { $count ->
    [one] One more is in the register.
   *[other] { $count } more are in the register.
}
homes-refusals = Why homes were refused: { $reasons }.
homes-refusal = { $reason } ({ $total })
homes-conventions = By agreement, those that end first at the head
homes-no-convention = No agreement in force.
homes-convention = Agreement
homes-ends = Ends
homes-promised = Homes promised
homes-no-end = no end told
homes-over = { $days ->
    [one] over since yesterday
   *[other] over for { $days } days
}
homes-near = { $days ->
    [0] today
    [one] tomorrow
   *[other] in { $days } days
}
homes-free = { $count ->
    [0] Free homes that nobody is offered
    [one] One free home that nobody is offered
   *[other] { $count } free homes that nobody is offered
}
homes-no-free = Every free home is offered to a household.
homes-free-home = Home
homes-free-since = Free since
homes-free-kind = What it is
homes-free-rooms = Rooms
homes-free-rent = Rent
homes-free-area = Neighbourhood
homes-free-landlord = Landlord
homes-free-convention = Agreement
homes-days = { $days ->
    [one] one day
   *[other] { $days } days
}
homes-hazard = dangers of its place: class { $letter }
agenda-body = Who decides
agenda-every-body = everybody
agenda-body-steering_group = steering group
agenda-body-orientation_cell = orientation cell
agenda-body-emergency_cell = emergency cell
agenda-sum = { $waiting ->
    [0] Nothing waits for a decision
    [one] One decision waits
   *[other] { $waiting } decisions wait
}{ $late ->
    [0] {""}
    [one] , one of them past its time
   *[other] , { $late } of them past their time
}. As of { $day }, { $hour }.
agenda-take = Agenda, decisions and minutes as { $format }
agenda-no-session = No session is planned.
agenda-no-session-do = Add one in the register of sessions, and put what waits on its agenda.
agenda-session = { $body }, { $day }
agenda-in-days = { $days ->
    [0] today
    [one] tomorrow
   *[other] in { $days } days
}
agenda-not-held = { $days ->
    [one] planned for yesterday, not said to be held
   *[other] planned { $days } days ago, not said to be held
}
agenda-invited = with { $organisations }
agenda-told-part = Only decisions about settlements and households that you may know of are told: more may wait.
agenda-told-no_household = Your account does not read of households: decisions about them are not told here, and more may wait.
agenda-nothing = { $told ->
    [all] Nothing waits for this session.
   *[other] Nothing that you are told of waits for this session.
}
agenda-others = On no agenda of a session to come
agenda-clock = Until when
agenda-subject = Subject
agenda-about = About
agenda-decision = Decision
agenda-operation = Operation { $code }
agenda-no-day = no day told
agenda-days-late = { $days ->
    [one] one day late
   *[other] { $days } days late
}
agenda-hours-left = { $hours ->
    [0] less than an hour left
    [one] one hour left
   *[other] { $hours } hours left
}
agenda-hours-late = { $hours ->
    [0] late by less than an hour
    [one] late by one hour
   *[other] late by { $hours } hours
}
agenda-held = Held last:
agenda-no-minutes = Nothing was written down of it.
agenda-nothing-decided = { $told ->
    [all] No decision names this session.
   *[other] No decision that you are told of names this session.
}

tools-close = Close
tool-here = What is here?
tool-measure = Measure
tool-day = On another day
tool-classes = Classes of colours
tool-compare = Compare two days
tool-take = Take the map along
here-find = A place, by name or coordinates
here-help = A settlement, a neighbourhood; 43.6045 1.4440, 43°36′16″N 1°26′38″E, or metres in Lambert-93.
here-found = Places found
here-none = Nothing here is called so, and it is no place in coordinates.
here-middle = The middle of the map
here-how = Click on the map, or name a place: every layer then says what is there and how far the nearest is.
here-title = At this place
here-title-in = At this place, in { $name }
here-place = { $lat } north, { $lon } east
here-ground = Ground alone: { $score } of 100 ({ $low } to { $high }), before anybody is asked
here-no-layers = There is no layer of dangers yet.
here-here-zone = is here, { $severity }
here-here-plain = is here
here-near-zone = { $distance } away, { $severity }
here-near-plain = { $distance } away
here-clear = none within { $reach }
here-unmapped = Nobody has looked here for: { $layers }. That says nothing of the danger.
here-depth = up to { $depth } m of water
here-source = { $source }, version { $version }, { $day }
measure-length = Length
measure-area = Area
measure-how = Click corner after corner on the map, or move the map and take its middle.
measure-corners = { $corners ->
    [0] No corner yet.
   *[other] One corner; the next one makes a line.
}
measure-ring = { $area }, { $around } around
measure-m2 = { $area } m²
measure-ha = { $area } ha
measure-middle = Add the middle of the map
measure-back = Take the last one back
measure-clear = Begin again
day-how = The ranking and the map as they were on the evening of a day: by the assessments, shapes and statuses of then.
day-none = Nothing was assessed before today, so there is nothing to look back on yet.
day-slider = Days on which something was assessed
day-today = today
day-any = Any day
compare-how = The dispersal on two days, one on each side of a line. Push the line on the map, or read what has changed below.
compare-left = Left: until
compare-right = Right: until
compare-cut = The report counts moves from a day on only, so the two days would not count the same.
compare-whole = Count from the beginning
compare-backwards = The day on the left comes before the day on the right.
compare-no-day = This report has no earlier year: choose a day for the left side.
compare-figures = Figures of both days
compare-figure = Figure
compare-range = { $value } ({ $low } to { $high })
compare-changes = { $count ->
    [0] No neighbourhood has changed
    [one] One neighbourhood has changed
   *[other] { $count } neighbourhoods have changed
}
compare-more = Change
compare-same = { $count ->
    [one] One neighbourhood has the same count on both days.
   *[other] { $count } neighbourhoods have the same count on both days.
}
classes-how = Colour neighbourhoods by classes of your own. The link keeps them.
classes-own = as the page colours by itself
classes-figure = Figure
classes-figure-quotient = times an even spread
classes-figure-rate = rehoused of 1,000 households
classes-method = Breaks
classes-method-jenks = natural (Jenks)
classes-method-quantile = as many in each (quantiles)
classes-method-equal = of equal width
classes-method-manual = by hand
classes-count = Classes
classes-by-hand = Breaks, with ; between
classes-none = All values are alike, or hidden: there is one class.
classes-breaks = Breaks at { $breaks }.
classes-untold = { $untold ->
    [one] One neighbourhood has no figure that may be told, and is in no class.
   *[other] { $untold } neighbourhoods have no figure that may be told, and are in no class.
}
classes-histogram = Histogram of the figures, from { $low } to { $high }, with the breaks
take-how = What the map shows, made by the server: with legend, scale and day.
take-not-day = The file shows the map as it is today, not as of the day that is chosen.
take-not-classes = The file colours neighbourhoods as the page does by itself, not by the classes that are chosen.
take-format = File
take-png = picture (PNG)
take-a4 = A4, with title and sources (PDF)
take-a3 = A3, with title and sources (PDF)
take-title = Title of the sheet
take-do = Take it
take-no-layers = Switch a layer on: there is nothing to draw.

import-title = A file becomes a layer
import-intro = Drop a file to see what becomes of it. Nothing is stored before you say so; then it is a new version of the layer, whole or not at all.
import-layer = Layer
import-drop = Drop a file here, or choose one: GeoJSON, GeoPackage, Shapefile (zip), FlatGeobuf, CSV or KML
import-chosen = Chosen: { $name }
import-reading = Reading { $name }; nothing is stored…
import-storing = Storing { $name } and assessing settlements anew…
import-tried = { $accepted } of { $read } records would become “{ $layer }”. Nothing is stored yet.
import-stored = { $accepted } of { $read } records are stored as “{ $layer }”.
import-stored-do = It is the current version from now on; the one before is kept.
import-format = { $format }, { $crs }; { $mended } mended, { $refused } refused
import-record = Record { $number }
import-columns = Which column each field is read from
import-field = Field
import-column = Column of the file
import-column-of = Column for { $field }
import-no-columns = No column of the file is read for a field: only shapes.
import-left-out = Not read and not stored: { $columns }.
import-crs = Reference system, if the file does not say it or says it wrong
import-again = Read again
import-store = Store as “{ $layer }”
import-add = Keep what the layer holds, and add this to it (zones, lines, points)
import-no-shapes = This sort of file has no shapes that may be drawn: homes of households are never on a map.
import-drawing = The first { $shown } shapes of the file on the neighbourhoods
import-shown = { $shown } of { $accepted } shapes drawn.
import-away = None of them lies near the neighbourhoods: look at the reference system.
part-people = People
part-weights = Weights
part-layers = Layers
part-files = Files
part-others = Other systems
part-record = Record of changes
part-retention = What is kept, and how long
part-installation = The installation
part-not-yours = Your account does not reach the part that this link names; this is the first one it does.
people-intro = Who may come in, and what each may do. A role is given for as long as it is needed; every change stands in the record.
people-intro-read = Who may come in, and what each may do. You may look; whoever runs the accounts changes them.
people-none = Nobody has an account yet: whoever reaches this machine is its operator. From the first account on everybody signs in, you too.
people-add = Add somebody
people-make = Make the account
people-name = Name to sign in with
people-name-help = 2 to 64 small letters, digits, dots, hyphens, underscores or @; it stands in the record of changes for good.
people-role = Role
people-choose = Choose a role
people-until = Last day (blank: until it is taken back)
people-sites = For these settlements only (blank: all)
people-opens = Opens too
people-opens-H = what is known of households
people-opens-R = courts and owners
people-find = Find by name or role
people-closed-too = closed accounts too
people-shown = { $shown } of { $all } shown
people-you = (you)
people-own = Your own rights are for somebody else to change.
people-closed = closed on { $on }
people-no-password = has not chosen a password yet
people-no-factor = no second factor yet
people-no-grant = no role
people-made = Account made on { $on }.
people-in = territory { $territory }
people-to = until { $until }
people-ended-on = ended on { $until }
people-for = for { $sites } only
people-give = Give this role
people-give-to = Give { $name } a role
people-give-help = Their sessions end with it: they sign in anew, so that what the role asks for at the door is asked.
people-given = The role is given; { $name } signs in anew.
people-take-back = Take back
people-take-back-sure = The role ends at once, and so do the sessions.
people-taken-back = The role is taken back.
people-invite = Invite anew
people-invited = Give { $name } this link by a safe way: it works once, within seven days, to choose a password. It is not shown again.
people-end-sessions = End all sessions
people-end-sessions-sure = They are signed out on every device; visits that were finished without network stay on the phone.
people-ended-sessions = All sessions of { $name } are ended.
people-end-factor = Take the second factor away
people-end-factor-sure = They set up another one at the next sign-in.
people-ended-factor = { $name } has no second factor now.
people-end-account = Close the account
people-end-account-sure = It is not opened again: sessions, invitations and tokens end at once. What they did stays in the record.
people-ended-account = The account of { $name } is closed.
weights-intro = Every number of the score is a choice of values. Change one and see at once who moves up or down; nothing is kept until you say why.
weights-intro-try = Every number of the score is a choice of values. Change one and see at once who moves up or down; nothing is kept. Whoever runs the territory can put other weights in force.
weights-kept = Version { $version } is in force; { $assessed } settlements were assessed under it.
weights-changed = { $count ->
    [one] one changed
   *[other] { $count } changed
}
weights-whole = The score as a whole
weights-areal = Zones: { $name }
weights-linear = Nearness: { $name }
weights-questions = Questions: { $name }
weights-vulnerability = Vulnerability of the people
weights-monte_carlo = How sure the ranks are
weights-file = The file itself
weights-file-help = TOML, with its notes; what is changed here is tried like a number above.
weights-limit = from class { $from } to { $to }
weights-severity = severity { $severity }
weights-was = was { $was }
weights-sum = The weights make { $sum }; they have to make 1.
weights-sum-wrong = does not make 1
weights-even = Share the rest among the others
weights-key-w = weight
weights-key-good = good from
weights-key-bad = bad from
weights-key-cap = at most
weights-key-v_near = value when near
weights-key-near_m = closeness counts up to (m)
weights-key-d_in = full up to (m)
weights-key-d_out = nothing from (m)
weights-key-rho = others can close of the gap above the worst (rho)
weights-key-beta = vulnerability adds at most (beta)
weights-key-F0 = share of a site that counts as all of it (F0)
weights-key-kappa = a zone that is only close counts at most (kappa)
weights-key-unknown_mid = what an unknown counts
weights-key-draws = draws
weights-key-seed = seed
weights-key-spread = spread of each weight
weights-key-top_k = the first so many
weights-group-water = water
weights-group-excreta = toilets and hygiene
weights-group-waste = waste and pests
weights-group-space = room
weights-effect = What would change
weights-nothing-tried = Change a number: the ranking under it appears here.
weights-no-ranking = There is no open settlement to rank.
weights-told = { $up } go up, { $down } go down, { $stay } keep their rank; { $classes ->
    [0] no class changes
    [one] one changes class
   *[other] { $classes } change class
}.
weights-nothing-moves = No score moves by a tenth of a point.
weights-site = Settlement
weights-rank = Rank
weights-score = Score
weights-up = up { $by }
weights-down = down { $by }
weights-same = same rank
weights-classes = class { $from }, would be { $to }
weights-keep = Put these weights in force
weights-note = Why (it stands beside the version)
weights-note-help = Every open settlement is assessed under them at once; the version before stays and can be taken up again.
weights-set = { $changes ->
    [one] Put in force: one number changes
   *[other] Put in force: { $changes } numbers change
}
weights-leave = Leave it as it is
weights-look-again = Try against those now in force
weights-versions = Versions
weights-version = Version { $version }
weights-in-force = in force
weights-by = Set by { $by } on { $on }
weights-default = The default weights
weights-take-up = Try this one
weights-take-up-of = Try this one: version { $version }
record-title = What was changed
record-intro = Every change of anything stands here, newest first, and nobody can alter or remove one unseen.
record-prove = Check that the records are whole
record-whole = Nothing was altered, removed or forged.
record-altered = The records are not as they were written.
record-proved = Gone through: changes { $changes }, readings { $readings }, signed days { $signed }.
record-more-faults = and { $count } more
record-head = Keep this elsewhere: with it, a record written anew as a whole is found too.
record-look = Look for it
record-actor = Who
record-action = What was done
record-any = anything
record-subject = To what
record-since = From day
record-until = To day
record-number = Number
record-at = When
record-detail = Figures
record-purpose = What for
record-none = No change is like this. Look for less.
record-older = Older ones
readings-title = Who has looked
readings-intro = Looks at what is known of households or of courts, with what they were for.
readings-none = Nobody has looked yet.
retention-intro = What a run would erase now. The server runs by its settings, once a day; where its run of today is still to come, you may have it run now.
retention-clock-agrees = The clock agrees with its last reading: a run may erase.
retention-clock-first_reading = The clock was never read: the first run only reads it, and erases nothing.
retention-clock-same_day = The clock was read today already: the next run comes tomorrow.
retention-clock-disagrees = The clock does not agree with its last reading: nothing is erased until it was looked at.
retention-nothing = Nothing is due.
retention-class = What
retention-months = Months
retention-kept = Kept
retention-due = Due
retention-oldest = Oldest, since
retention-next = Next run
retention-how = A run takes a hundredth of a class at most, so that a clock gone wrong cannot erase a year at once. The months stand in the settings of the server.
retention-run = Erase now
retention-run-sure = { $count ->
    [one] One record is erased for good.
   *[other] { $count } records are erased for good.
}
retention-reason = Why it cannot wait for the server’s own run
retention-reason-help = At least ten characters; it is kept with the run in the record of changes.
retention-ran = Erased: { $erased }.
retention-ran-none = It ran, and nothing had to be erased.
retention-of-class = { $class } ({ $count })
kept-households = Households that have left
kept-legal = Papers of courts and owners
kept-journal = Notes of the day
kept-visit_photos = Photos of visits
kept-access_log = Who has looked at what
kept-accounts = Accounts that nobody uses
kept-closed_accounts = Names of closed accounts
installation-version = Version of Jalon
installation-database = Database
installation-answers = answers within { $ms } ms
installation-silent = does not answer
installation-disk = Free on the disk
installation-free = { $gb } GB
installation-unknown = cannot be told
installation-backup = Backups
installation-backup-fresh = the newest is as young as it should be
installation-backup-overdue = the newest is too old
installation-backup-not_asked = none are taken by the server
installation-webhooks = Other systems
installation-webhooks-are = { $waiting } to be told again, { $stopped } stopped
installation-change = Number of the last change
installation-layers = Records in each layer
installation-no-layers = No layer yet.
scoring-title = Assessing all settlements
scoring-intro = Every change assesses what it touches. This looks through all of them once more, as after an upgrade.
scoring-start = Assess now
scoring-runs = { $done } of { $of } looked at
scoring-failed = The last run ended without its result: { $why }
scoring-none = No run since the server was started.
scoring-ended = The last run ended on { $on } at { $at }: { $assessed } settlements assessed anew.
action-settlement-add = settlement added
action-settlement-change = settlement changed
action-settlement-close = settlement closed
action-settlement-remove = settlement taken out
action-import = layer imported
action-visit = visit
action-validate = visit let count
action-withdraw = visit withdrawn
action-score = assessed
action-weights-set = weights put in force
action-override-set = class set by an officer
action-override-lift = officer’s class lifted
action-works-add = works ordered
action-works-end = works ended
action-incident-add = incident
action-team-set = team set
action-team-remove = team taken out
action-alert = alert asked for
action-register-add = entry added
action-register-change = entry changed
action-register-move = entry brought to a state
action-register-remove = entry taken out
action-register-undo = change taken back
action-register-expire = entry expired
action-file-add = file added
action-file-remove = file removed
action-publish = counts published
action-national-export = national sheet taken
action-national-import = national sheet taken in
action-erase = household erased
action-retention-run = erased by time
action-webhook-add = other system added
action-webhook-change = other system altered
action-webhook-remove = other system taken out
action-user-add = account made
action-user-link = invited
action-user-grant = role given
action-user-revoke = role taken back
action-user-disable = account closed
action-sessions-end = sessions ended
action-user-password = password chosen
action-sign-in = signed in
action-sign-out = signed out
action-factor-set = second factor set up
action-factor-remove = second factor taken away
action-token-add = token made
action-token-end = token ended
action-break-glass = closed class opened
action-export-limit = too many files
action-backup = backup
action-audit-head = day signed
action-settlement-status = settlement brought to a status
action-retention-clock = clock read
action-retention-readings = old readings erased
action-charter-accept = charter accepted
action-recovery = recovery code used
action-sign-on = came in by the sign-on
action-sign-on-end = signed out of the sign-on
action-break-glass-end = class closed again
action-user-forget = name of a closed account erased
action-subject-file = file of a household handed over
action-file-refuse = file refused
action-placing-propose = homes proposed
action-placing-decide = proposal of homes decided
action-national-undo = national sheet taken back
action-erasure-receipt = receipt of an erasure
action-import-undo = import taken back
import-take-back = Take it back
import-take-back-sure = The layer is again what it was before this file.
import-taken-back = Taken back: “{ $layer }” holds its { $records } records of before again.
import-gone-back = Taken back: there is no “{ $layer }” again, as before this file.
import-taken-back-do = { $assessed } settlements were assessed again. The file’s own version stays among the old ones.
problem-import-followed = Another file has come after this one, so it is not taken back. Import the file you want, or take the newer one back first.
problem-import-edited = Settlements were changed one by one since, so it is not taken back. Export them and import the list you want.
problem-import-written-about = People have written about a settlement that came with this file, so it is not taken back. Close the settlement where it should not be there.
tour-offer-title = First time here?
tour-offer = Five short stops show what this page can do. Everything and everyone in this city is invented.
tour-start = Show me round
tour-no = No, thank you
tour-next = Next
tour-back = Back
tour-end = End the tour
tour-step = Stop { $at } of { $of }
tour-ranking-title = Where to go first
tour-ranking = Settlements, the most dangerous first. Choose one: bars tell which danger brings how many points, and what nobody has measured yet. Arrow keys and Enter do the same.
tour-map-title = What the map shows
tour-map = The legend is also the switch: flood zones, railways, power lines. “Map tools” tell what is at a place, measure, look back to another day, and take the map along.
tour-dispersal-title = Spread or gathered?
tour-dispersal = Where rehoused families live, beside what chance alone would give, in words. Compare two days, or print the page for the council.
tour-board-title = The work
tour-board = Households by stage, homes that wait for one, and the agenda of those who decide. Say what you look for: every look at households is written down.
tour-yours-title = Your own city
tour-yours = Bring your files under “Layers” and see them before anything is stored. Accounts, weights, the record of changes and what is kept for how long are here too.
action-outline-aside = outline of a visit set aside
outlines-title = { $count ->
    [0] Outlines of visits
    [one] A visit proposes another outline
   *[other] Visits propose other outlines: { $count }
}
outlines-walked = Walked on { $day } by { $by }
outlines-drawn = Drawn on { $day } by { $by }
outlines-stands = Shape that stands
outlines-proposed = Outline of the visit
outlines-area = { $area } m²
outlines-shared = In common
outlines-shares = { $stands } of the shape, { $proposed } of the outline
outlines-accuracy = Exact to about
outlines-drawing = The outline of the visit drawn over the shape that stands
outlines-reason = Why
outlines-reason-hint = No names. Setting aside needs a reason; taking over may have one.
outlines-reason-lacks = Write why the outline is not taken over.
outlines-take = Take it over as the shape
outlines-aside = Set it aside
outlines-taken-is = Taken over as the shape on { $day } by { $by }.
outlines-aside-is = Set aside on { $day } by { $by }.
outlines-because = Why: { $reason }
outlines-not-yours = Whoever writes about all settlements decides.
