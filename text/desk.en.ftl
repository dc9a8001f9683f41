# Pages of the desk that are fetched when they are opened: the rehousing board, the instruments of the map.

desk-board = Board
desk-registers = Registers
board-title = Where each household stands
board-intro = Households by stage as of { $day }, and what waits for somebody. Households are codes, never names; nothing of it stays in this browser.
board-not-yours = Your account does not read of households, so there is no board for you.
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

tools-close = Close
tool-here = What is here?
tool-measure = Measure
tool-day = On another day
tool-classes = Classes of colours
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
import-stored-do = It is the current version from now on; the one before is kept. To go back, import its file again.
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
