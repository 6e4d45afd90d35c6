# Texts of messages: those of the practice in the place of ours.

texts-title = Texts of messages
texts-note = Your own words in e-mails and text messages
texts-lead = Each message has a text that is ready to use. You may write your own, for each language: hour, address and link put themselves in.
texts-language = Language of the texts
texts-own = yours
texts-code = The verification code has one text, ours: it goes to an address that nobody has proved yet.
texts-channel-email = e-mail
texts-channel-sms = SMS
texts-kind-confirmed = Appointment confirmed
texts-kind-requested = Request received
texts-kind-reminder = Reminder
texts-kind-moved = Appointment moved
texts-kind-cancelled = Appointment cancelled
texts-kind-refused = Request not accepted
texts-kind-offered = Other times offered
texts-kind-no_show = After a missed visit
texts-kind-presence_asked = Confirmation asked for
texts-kind-freed = Freed time offered
texts-subject = Subject
texts-text = Text
texts-sms-hint = On one line. Without ç, ê, ô, û, œ or curly quotation marks a text message costs less.
texts-is-own = This text is yours.
texts-is-standard = This text is ours: change it if you like.
texts-places = What you may put in
texts-place-practice = the neutral name of the practice
texts-place-day = the day of the week
texts-place-date = the date
texts-place-time = the hour
texts-place-address = the address of the practice
texts-place-link = the patient's personal link, to see, move or cancel
texts-place-phone = the phone of the practice
texts-preview = What the patient reads
texts-preview-button = See the result
texts-no-preview = No preview: no message is about an appointment to come, or the text has to be corrected.
texts-cost = { $units } characters, { $parts ->
    [one] { $parts } part
   *[other] { $parts } parts
 }: about €{ $euros }
texts-outside = “{ $letter }” is not in the alphabet of text messages: the whole text then costs more than double. Replace it, or agree to folded accents in the settings of text messages.
texts-standard = Back to the standard words
texts-test = Send me a test ({ $to })
texts-test-sms = Send a test
texts-test-section = Test on a phone
texts-test-phone = Mobile that receives the test
texts-test-nowhere = Your account has no e-mail address: complete it to receive a test.
texts-test-mobile = It must be a French mobile number, beginning with 06 or 07.
texts-done-tested = The test is on its way: it arrives as the message would.
texts-problem-empty = Write something, or go back to the standard words.
texts-problem-unknown = { $name } does not exist. The only possibilities are { $known }.
texts-problem-brace = A brace is left open, or closes without having opened: write for example { "{" }date{ "}" }.
texts-problem-link = “{ $link }” would make a link to another site. Take it out: the only link possible is { $ours }, which leads to the appointment.
texts-problem-line = Everything must stand on one line.
texts-problem-missing = { $ours } is missing: without a link the patient can neither answer, nor move, nor cancel.
texts-problem-twice = { $ours } goes in only once.
texts-problem-subject = { $ours } does not go into the subject: put it into the text.
