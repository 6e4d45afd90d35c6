# How free times are shown to patients (form of a care type).
offer-best = The best of each half-day
offer-morning = Mornings first
offer-choices = Times shown per half-day
offer-choices-hint = For “the best”: those that lose least room, then those next to an appointment.
offer-fill = Mornings full to, in %
offer-fill-hint = For “mornings first”: the afternoon opens online once the morning is that full, or has no time left to offer.
offer-relaxed = Show everything less than … hours ahead
offer-relaxed-hint = At the last moment a filled gap is worth more than a tidy agenda.
offer-reach = Hold back over the next … days
offer-reach-hint = Further ahead the patient has every choice. The desk always sees everything.
