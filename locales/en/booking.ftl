# Booking by patients: from the reason to the confirmation, and by link.

path-label = Steps
path-1 = Reason
path-2 = Time
path-3 = You
path-4 = Code

home-title = Book an appointment
home-lead = What do you need?
home-nothing = Online booking is not open yet. The practice will give you an appointment by phone.
home-first = From { $when }
home-full = Fully booked online for now: please call the practice
home-search = Search by my days and hours
home-come = Coming to the practice
home-emergency = This site is not for emergencies. In an emergency, call 15 or 112.

call-practice = Call the practice:

care-video = By video
care-at-practice = At the practice
care-either = At the practice or by video, depending on the practitioner
care-group = In a group
care-length-minutes = { $least } to { $most } minutes
care-length-range = { $least } to { $most }
care-age-between = From { $min } to { $max } years old, on the day of the appointment.
care-age-from = From { $min } years old, on the day of the appointment.
care-age-to = Up to { $max } years old, on the day of the appointment.
care-for-new = For people who come to the practice for the first time.
care-for-known = For people who have been to the practice before.
care-for-new-with = For a first visit to this practitioner.
care-for-known-with = For people whom this practitioner has seen before.
care-for-new-within = For people who have not been to the practice for { $months } months.
care-for-known-within = For people who were at the practice less than { $months } months ago.
care-for-new-with-within = For people who have not seen this practitioner for { $months } months.
care-for-known-with-within = For people whom this practitioner saw less than { $months } months ago.
care-conditions-differ = The conditions depend on the practitioner.
care-needs-letter = A letter or prescription from a doctor is needed.
care-professions = For these professions: { $list }.
care-approval = The practice confirms each request: you will get its answer by e-mail.
care-approval-some = Depending on the practitioner, the practice confirms your request by e-mail first.
care-approval-brief = If the practice agrees

times-back = Choose another reason
times-with = With
times-anybody = Anyone
times-from = from { $day }
times-nothing-short = nothing free
times-wishes = Choose my days and hours
times-wishes-people = Choose my days and hours, or come together
times-people = For how many people?
times-people-count = { $count ->
    [one] One person
   *[other] { $count } people
}
times-then = { $before }, { $next }
times-and = { $before } and { $next }
times-together = Each choice books a time for every person, one after the other or at once.
times-show = Show times
times-all = All times
times-first = First free times
times-free = Free times
times-that-suit = Times that suit you
times-weeks = Other weeks
times-earlier = Earlier
times-later = Later
times-nothing = No time is free online for now. The front desk may know of others.
times-nothing-suits = No free time fits these days and hours. Widen your choice, or call.
times-opens = New times open on { $when }, for appointments from { $day } on.
times-opens-daily = After that, one more day opens every day at { $hour }.
times-count = { $count ->
    [one] { $count } time
   *[other] { $count } times
}
search-change = Change the search
times-no-care = This kind of appointment cannot be booked online. Choose another one, or call the practice.
times-no-practitioner = This practitioner does not offer this kind of appointment online. Choose another one, or call the practice.

search-title = Search for a time
search-care = Reason
search-practitioner = With
search-mode = Where
search-mode-practice = At the practice
search-mode-video = By video
search-any-mode = At the practice or by video
search-length = Length
search-any-length = Any length
search-any-care = All reasons
search-days = The days that suit me
search-after = From
search-before = Before
search-any-hour = Any hour
search-from = Starting on
search-seats = Number of seats
search-button = Search
search-more = See all times for this reason
search-nothing = No free time matches. Widen your search, or call the practice.

times-zone = Times are in { $city } time.
summary-zone = { $city } time
summary-your-zone = where you are:
summary-seats = { $seats } seats

hold-unreadable = The time asked for cannot be read. Choose it again from the list. Nothing was saved.
lost-title = This time cannot be booked
lost-nearest = The nearest free times
lost-others = See other times

clock-until = Kept for you until { $until } ({ $left } left)
clock-live = Kept for you for another
clock-over = The time is up. Go on: if the time is still free, we take it again for you.
clock-renew = 5 more minutes
clock-release = Change the time

identity-title = Who is coming?
identity-errors = Some answers need another look:
identity-again = The five minutes were over, but the time was still free: it is kept for you again. Nothing you wrote is lost.
identity-offers-hint = What you wrote is kept: choose a time and we go on.
identity-for-me = For me
identity-for-other = For a relative
identity-for-hint = For a relative, give their name and birth date, and your own e-mail.
identity-born-hint = Day, month, year. For example: 17/05/1980
identity-born-malformed = Write the date like this (day, month, year): 17/05/1980.
identity-email-hint = We send a confirmation code of six digits there.
identity-email-malformed = The address is not complete. It looks like: name@example.com
identity-phone-hint = To reach you if something unexpected comes up.
identity-optional = (optional)
identity-kind-new = No, it is the first time
identity-kind-no = No
identity-kind-known = Yes
identity-choose = Choose
identity-referral = I have a letter or prescription from a doctor, valid on the day of the appointment.
identity-referral-missing = This appointment needs a letter or prescription from a doctor. Without it, please call the practice.
identity-not-for = This kind of appointment does not fit. { $condition }
identity-next = The next visit: { $care }
identity-next-number = Visit { $number }: { $care }
identity-next-required = It is booked together with the first one.
identity-next-optional = You can book it now.
identity-next-later = Later
identity-next-missing = Choose the time of the next visit.
identity-consent = I agree that the practice keeps this information for this appointment and sends me messages about it.
identity-consent-link = How your data is used
identity-consent-missing = Without your agreement, the appointment cannot be booked online.
identity-send = Get my code
identity-then = The appointment is booked when you enter the code, not before.
identity-person = Person { $number }
identity-family-same = (if different)
identity-person-twice = This person is already entered above.

field-for = Who is this appointment for?
field-given = First name
field-family = Family name
field-born = Birth date
field-email = E-mail
field-phone = Phone
field-kind = Have you been to the practice before?
field-kind-with = Have you seen { $name } before?
field-kind-within = Were you at the practice less than { $months } months ago?
field-kind-with-within = Did you see { $name } less than { $months } months ago?
field-profession = Profession
field-referral = Doctor's letter
field-consent = Agreement

code-title = Your code
code-lead = A code of six digits was just sent to { $email }. Enter it to confirm the appointment.
code-label = Six-digit code
code-send = Confirm the appointment
code-nothing = Nothing arrived? Look in your junk mail. The code is valid for ten minutes.
code-again = Send another code
code-sent-again = Another code is on its way. Only the last one counts.
code-correct = Correct my details
code-demo = Demonstration: no e-mail leaves.
code-demo-link = Read the e-mail

done-title = Your appointment is booked
done-title-all = Your appointments are booked
done-title-requested = Your request is sent
done-lead = A confirmation is on its way to { $email }, with a link to move or cancel.
done-lead-requested = The practice still has to accept it. The time is kept for you meanwhile; the answer will come by e-mail.
done-next = Next visit
done-also = Booked at the same time
done-also-open = Move or cancel it
done-calendar = Add to my calendar
done-manage = Move or cancel
done-bring = Good to know
done-free-until = You can move or cancel freely until { $when }.
done-soon = Something came up? Tell the practice as soon as you can, by this link or by phone: somebody else can use the time.

manage-title = Your appointment
manage-hello = Hello { $name }, here is your appointment
manage-no-link = To see, move or cancel an appointment, open the link in the confirmation e-mail. Cannot find it? Please call the practice.
manage-moved = Your appointment is moved. A confirmation is on its way by e-mail.
manage-off = This appointment will not take place: it was cancelled.
manage-past = This appointment is past or under way.
manage-requested = The practice has not answered your request yet. The time is kept for you meanwhile.
manage-out-of-step = The interval to this visit no longer fits. Move it as well, or call the practice.
manage-next = See this visit
manage-move = Choose another time
manage-cancel = Cancel this appointment
manage-cancel-text = The time will be offered to somebody else at once.
manage-cancel-next = Cancel the next visit as well
manage-cancel-send = Yes, cancel
manage-announce = Say that I will not come
manage-announce-text = The time for cancelling is over (it was { $when }). Tell us anyway: somebody else can use the place. It will count as a late cancellation.
manage-announce-send = I will not come
manage-again = Book another appointment

fact-lead = To protect your data, please answer one question.
fact-label = The first three letters of the family name, or the birth date
fact-hint = Of the person who has the appointment. For example: MAR, or 17/05/1980
fact-send = See the appointment

new-time-title = Choose another time
new-time-lead = Your present appointment stays booked until you choose another one.
new-time-back = Back to the appointment
new-time-stays = Your present appointment has not changed.

cancelled-title = Your appointment is cancelled
cancelled-lead = Thank you for telling us: somebody else can use the place.
cancelled-late = Thank you for telling us. As the deadline is over, it counts as a late cancellation.
cancelled-next = The next visit is still booked. To cancel it too, open the link in its confirmation e-mail.

denied-slot-taken = Somebody has just booked this time.
denied-not-offered = This time is not on offer: it is past, too soon, or outside opening hours.
denied-not-found = This link is no longer valid: the appointment is past or cancelled, or the address is incomplete.
denied-hold-expired = The time is no longer kept for you. Choose one from the list.
denied-already-renewed = The five minutes were already extended once.
denied-too-many-holds = Too many times are kept at once from your connection or for your e-mail address. Finish a booking, wait five minutes, or call the practice.
denied-day-held = Many people are choosing a time of this day right now. Try again in a minute: times come free when somebody gives up. You may also choose another day or call the practice.
denied-wrong-code = This is not the right code. { $left ->
    [one] One try left.
   *[other] { $left } tries left.
}
denied-code-expired = This code is no longer valid. Ask for another one.
denied-code-lost = Five wrong codes: to be safe, the time was given back. Ask for a new code: if the time is still free, we take it again for you.
denied-too-many-codes = A code was already sent to this address. Wait a minute before asking for another one; three a day at most.
denied-second-fact = The answer does not match this appointment. Check it; after several mistakes, wait a few minutes.
denied-patient-busy = The same person already has an appointment at that hour.
denied-not-eligible = This kind of appointment cannot be booked online in your situation. The practice will help you by phone.
denied-limit = The number of appointments that can be booked online is reached. The practice will help you by phone.
denied-by-phone = This appointment cannot be booked online. The practice will help you by phone.
denied-wrong-state = This is no longer possible: things have changed meanwhile. Nothing was modified.
denied-clock = The service is starting and does not know the exact time yet. Nothing was saved; try again in a minute.
denied-next-taken = The time of the next visit was just taken. Choose another one, then confirm: your code stays valid.

closed-title = Online booking is not open
closed-text = This practice does not send e-mail yet: free times are shown, but appointments are made by phone.

offered-title = Choose another time
offered-lead = The practice will not be able to see you at the time agreed, shown below. Here are other times:
offered-none = The times offered are no longer free. Please phone the practice to agree on another one.
offered-until = Answer before { $when }: until then these times are not kept for you. None suits? Please phone the practice.
manage-confirm = I will come
manage-confirmed = You have confirmed that you will come ({ $when }). Thank you.
manage-missed = The practice noted that you did not come to this appointment.
manage-missed-count = { $count ->
    [one] This is one missed appointment in the last months.
   *[other] This makes { $count } missed appointments in the last months.
}
manage-contest = Is this not right?
manage-contest-words = What happened?
manage-contest-hint = In a few words, without medical details. The practice will read your answer and decide.
manage-contest-send = I object
manage-contest-waits = Your answer has arrived. The practice will read it.
manage-contest-excused = The practice accepted your explanation: this no-show does not count.
manage-contest-kept = The practice read your answer and keeps the no-show. You can call to talk about it.
video-room = Link to the video call
questions-lead = A few questions before you choose a time.
questions-missing = An answer is missing.
questions-send = Show the free times
questions-privacy = Your answers serve the practice only, and only if you book.
questions-answered = Your answer
questions-stopped = Given your answer, this appointment is not booked online.
questions-other = Given your answer, another kind of appointment suits better:
questions-phone = Given your answer, another kind of appointment suits better. Please phone the practice, who will give you one.
denied-questions = Please answer the questions before the times first.

patience-title = Please wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}
patience-why = Many requests are coming in at the moment, or from the same connection as yours. This short wait keeps the agenda free for patients.
patience-how = The page usually goes on by itself. If not, wait { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
}, then press “Continue”.
patience-go = Continue
patience-kept = Nothing that you chose or typed is lost.
patience-working = One moment: the page goes on by itself.

identity-code-by = Get the code
identity-code-email = By e-mail
identity-code-text = By text message
identity-code-hint = By text message your mobile number is enough: the e-mail address may stay empty.
identity-phone-fixed = This is the number of a fixed line: it gets no text messages. Give a mobile, or choose e-mail.
identity-phone-foreign = We send no text messages to this number. Give another mobile, or choose e-mail.
code-nothing-text = Nothing came? Check the number, and that your phone has a signal. The code is good for ten minutes.
