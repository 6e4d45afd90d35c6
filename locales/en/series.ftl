# The rest of a series of visits: when booking, when moving, after a no-show.

series-next = The next visit: { $care }
series-next-of = Visit { $number }: { $care }
series-between = From { $from } to { $to }.
series-between-with = From { $from } to { $to }, with { $who }.
series-without = Without the next visit (book it later)
series-other = Another time
series-other-label = All possible times
series-other-hint = A time chosen here wins over those above.
series-other-none = The one chosen above
series-refresh = Update the visits that follow
series-choose = Choose the time of this visit.
series-lost = The time chosen ({ $when }) is no longer possible. Here are others, the best one is ticked.
series-none-free = No free time between these dates.
series-none-free-required = No free time between these dates, and this care is not booked without the next visit: choose another time for the first one.
series-refused = Nothing is booked, because of visit { $number }: { $why }
