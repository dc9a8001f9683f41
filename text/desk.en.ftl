# Pages of the desk that are fetched when they are opened: the rehousing board.

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
