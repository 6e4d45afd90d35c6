# The waiting list: the staff's screens. What patients read is in earlier.ftl and messages.ftl.

cli-check-waiting-list = The waiting list contradicts itself: freed time { $detail }.

outbox-kind-freed = Freed time offered
outbox-kind-waiting = Waiting list joined

# What suits.
waiting-anybody = anybody
waiting-before-hour = before { $hour }
waiting-after-hour = from { $hour }
waiting-from-date = from { $date }
waiting-to-date = until { $date }
waiting-ready-in = can come within { $length }

# The staff's screens.
waiting-nav = Waiting list
waiting-title = Waiting list
waiting-calls = To phone now
waiting-calls-lead = No e-mail is sent to them. The time is kept for them until the hour shown; then it goes to the next person.
waiting-calls-later = To phone later
waiting-calls-later-lead = Nobody is phoned between 8 pm and 8 am, on Sundays or on public holidays. The times stay kept.
waiting-open = Offers under way
waiting-open-lead = These times are kept: the public does not see them. Take an offer back to use the time.
waiting-list = { $count ->
    [0] Nobody waits
    [one] One person waits
   *[other] { $count } people wait
}
waiting-filter = Filter
waiting-filter-send = Show
waiting-filter-off = Show all
waiting-all = All
waiting-none = Nobody is on the waiting list.
waiting-none-such = Nobody fits this filter.
waiting-how-to-add = To add somebody, open their record, or choose “Nothing suits” while booking.
waiting-find-patient = Find a record
waiting-over = Past offers
waiting-since = On the list since { $date }
waiting-since-until = On the list since { $date }, until { $until }
waiting-expires = Keep on the list until
waiting-expires-hint = That day included. Empty: until the appointment to replace, or as long as the practice has set.
waiting-expires-range = Choose a day from today on, { $days } days ahead at most.
waiting-has = Has an appointment { $when }
waiting-for = On the waiting list: { $care }
waiting-add = Waiting list
waiting-instead = Nothing suits? Add to the waiting list
waiting-new-title = Add to the waiting list
waiting-join = Add
waiting-replaces = Appointment to replace
waiting-replaces-hint = If an earlier time is accepted, this appointment becomes free. It must be of the same kind.
waiting-replaces-none = None
waiting-channel = Tell by
waiting-channel-email = e-mail
waiting-channel-phone = telephone (the practice calls)
waiting-no-email = This record has no address: choose the telephone, or add an address to the record.
waiting-only-phoned = Online booking is closed to this person, who is phoned only. Choose the telephone.
waiting-urgency = Urgency
waiting-urgency-normal = normal
waiting-urgency-soon = rather urgent
waiting-urgency-urgent = urgent
waiting-state = State
waiting-state-waiting = waiting
waiting-state-paused = paused
waiting-state-served = served
waiting-state-left = taken off the list
waiting-state-expired = expired
waiting-pause = Pause
waiting-resume = Resume offers
waiting-leave = Take off the list
waiting-edit = Change
waiting-offers = Offers
waiting-no-offers = No time has been offered yet.
waiting-by-hand = Offer a time now
waiting-by-hand-lead = The time chosen is kept for this person until they answer.
waiting-refused-twice = This person already waits for this kind of appointment: change that entry.
waiting-refused-booking = The appointment to replace is of another kind, or can no longer be moved.
waiting-refused-over = This entry is no longer on the list.
waiting-done-joined = Added to the list.
waiting-done-saved = Saved.
waiting-done-accepted = The appointment is made.
waiting-done-declined = Noted: the time is offered to the next person.
waiting-done-unanswered = Noted, no answer: the time is offered to the next person.
waiting-done-withdrawn = The offer is taken back: the time is free again.
waiting-done-left = The person is off the list.
waiting-done-over = The offer was closed already: nothing was booked.
offer-made-email = Offered by e-mail { $when }
offer-made-email-by-hand = Offered by hand, by e-mail { $when }
offer-made-phone = To be offered by telephone since { $when }
offer-made-phone-by-hand = To be offered by telephone, chosen by hand { $when }
offer-open-until = until { $when }
offer-accept-for = Accepts
offer-decline-for = Declines
offer-no-answer-for = No answer
offer-call-from = May be phoned from: { $when }
offer-withdraw = Take back
offer-state-open = offer under way
offer-state-accepted = accepted
offer-state-declined = declined
offer-state-ignored = no answer
offer-state-unanswered = not phoned in time
offer-state-lost = somebody was faster
offer-state-withdrawn = taken back
agenda-offered = offered to the waiting list

offers-title = Waiting list: offers
offers-note = How long an offer stands, to how many people, until when
offers-lead = A time that becomes free is offered to the waiting list before the public sees it. Offers already sent keep their end.
offers-notice = No offers within (minutes before the appointment)
offers-hint-notice = Closer than that, a freed time is public at once. Usually 45.
offers-near = An appointment is near within (hours)
offers-hint-near = Usually 24.
offers-near_life = A near offer stands for (minutes)
offers-hint-near_life = Nights, Sundays and public holidays do not count. Usually 15.
offers-far_life = A later offer stands for (minutes)
offers-hint-far_life = Usually 120, which is two hours.
offers-rush = Ask several people when less remains than (hours)
offers-hint-rush = The first to accept has it. 0: never, always one person at a time. Usually 3.
offers-at_once = How many people then
offers-hint-at_once = Usually 3.
offers-ignored = Pause after so many offers without an answer
offers-hint-ignored = The person stays on the list but is not written to. Usually 3.
offers-cascade = Exchanges in a row
offers-hint-cascade = Accepting an offer frees the old appointment, which is offered in turn, so many times. Usually 3.
offers-life_days = Leave the list after (days)
offers-hint-life_days = For who has no appointment to replace. Usually 60.
offers-crossed-lives = A later offer must stand at least as long as a near one.
offers-crossed-rush = That moment never comes: the time is public before. Write more, or 0 to never ask several people.
