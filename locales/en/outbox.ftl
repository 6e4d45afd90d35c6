# Messages sent or to be sent: demonstration and back office.

admin-nav-outbox = Messages
admin-mail-off = No mail server is configured: codes and confirmations are not sent.
admin-mail-off-link = See the messages

outbox-title = Messages to patients
outbox-off = No mail server is configured, so no message is sent. Fill in the section [smtp] of the configuration file and start Grappe again; until then, tell patients by phone.
outbox-demo = The demonstration sends nothing: these messages stay where they are.
outbox-demo-link = Read what patients would receive
outbox-troubled = May not have arrived
outbox-troubled-lead = Call these patients, or correct their record and send again.
outbox-none-troubled = No message is in trouble.
outbox-waiting = Waiting
outbox-none-waiting = No message is waiting.
outbox-over = Settled
outbox-none-over = No message yet.
outbox-visit = Appointment: { $when }
outbox-reason = Answer of the server: { $reason }
outbox-next = next try at { $hour }
outbox-kind-code = Verification code
outbox-kind-confirmed = Confirmation
outbox-kind-requested = Request received
outbox-kind-moved = Move
outbox-kind-cancelled = Cancellation
outbox-kind-refused = Request not accepted
outbox-state-pending = waiting
outbox-state-attempting = being sent
outbox-state-sent = sent
outbox-state-delivered = arrived
outbox-state-undelivered = not delivered
outbox-state-failed-permanent = refused by the server
outbox-state-unknown = not known whether sent
outbox-state-given-up = given up
outbox-state-cancelled = called off
outbox-state-expired = too old to be sent
outbox-kind-invitation = Invitation of somebody of the staff
outbox-all = All
outbox-which = Which
outbox-date = Date
outbox-show = Show
outbox-about = Messages to
outbox-everybody = All patients
outbox-chosen = Chosen messages
outbox-none-chosen = No message matches.
outbox-more = See the rest
outbox-of-patient = Messages sent
outbox-due = To leave: { $when }
outbox-left = Left: { $when }
outbox-ended = Ended: { $when }
outbox-resend = Send again
outbox-resend-sure = The patient may already have it, and would then receive it twice.
outbox-resend-anyway = Send again anyway
outbox-handled = Dealt with by phone
outbox-call-off = Do not send
outbox-done-resent = The message goes out again.
outbox-done-called-off = This message will not be sent.
outbox-done-handled = Noted: this message needs no more attention.
outbox-refused-changed = This message changed meanwhile. See where it stands, then try again.
outbox-refused-sure = The patient may already have this message. To send it again anyway, open “Send again” and confirm.
outbox-refused-nothing = This message cannot be sent again.
outbox-refused-overtaken = This appointment is over or was moved: there is nothing left to say with this message.
outbox-refused-contact = The patient's record no longer has what this message needs. Complete it, or call the patient.
outbox-refused-waiting = The same message is already waiting to leave.
outbox-state-resent = sent again
outbox-state-handled = dealt with by phone
outbox-plot = Messages of the last 30 days
outbox-plot-said = { $sent ->
    [0] No message left
    [one] { $sent } message left
   *[other] { $sent } messages left
 }, { $failed ->
    [0] none failed.
    [one] { $failed } failed.
   *[other] { $failed } failed.
 }
outbox-plot-day = Day
outbox-plot-sent = Left
outbox-plot-failed = Failed
outbox-down-email = No e-mail has left since { $when } ({ $count } waiting).
outbox-down-sms = No text message has left since { $when } ({ $count } waiting).
outbox-why-no-such-contact = The address or number does not exist.
outbox-do-no-such-contact = Ask the patient for the right one, correct the record, then send again.
outbox-why-mailbox-full = The patient's mailbox is full.
outbox-do-mailbox-full = Call the patient.
outbox-why-account = The practice's sending account is refused.
outbox-do-account = An administrator must check the name and password of the sending account.
outbox-why-credit = The credit at the provider is used up.
outbox-do-credit = Top up the account at the provider; until then, phone.
outbox-why-ceiling = The day's ceiling for text messages is reached.
outbox-do-ceiling = An administrator can raise it; otherwise, phone.
outbox-why-rejected = The patient's server does not want the practice's messages.
outbox-do-rejected = Call the patient. If it happens again, an administrator must have the sending domain checked.
outbox-why-no-line = The server does not answer.
outbox-do-no-line = Nothing to do: it will be tried again. If it lasts, check the Internet connection and call tomorrow's patients.
outbox-why-busy = The server does not take it for now.
outbox-do-busy = Nothing to do: it will be tried again.
outbox-why-doubtful = Nobody knows whether the message arrived.
outbox-do-doubtful = Call the patient rather than sending again.
outbox-why-too-late = Its time was over before it could leave.
outbox-do-too-late = Call the patient if the appointment is still to come.
outbox-why-other = Sending failed.
outbox-do-other = Call the patient, and read the answer below.
outbox-kind-staff = Message to the staff
outbox-calls = Print the list of those of tomorrow, to call them
outbox-calls-now = Remind all of tomorrow: print the list
outbox-calls-title = To be called for { $day }
outbox-calls-lead = Messages do not leave: call, tick, then destroy this sheet.
outbox-calls-phone = Phone
outbox-calls-with = With
own-messages-title = What Grappe writes to me
own-messages-no-email = Your account has no e-mail address: an administrator can add it.
own-messages-agenda = My agenda of the day, by e-mail
own-messages-agenda-hint = Times and the number of appointments, never the names of patients. Nothing on days without appointments.
own-messages-never = never
own-messages-alerts = Tell me when e-mails or text messages no longer leave
own-messages-phone = My mobile phone
own-messages-phone-hint = If it is e-mail that no longer leaves, the warning comes by text message to this number.
own-messages-free = My line at Free Mobile
own-messages-free-hint = If your mobile is with Free, the warning comes there even when the practice's e-mail and text messages are down. In your subscriber's area open "Mes options", turn on "Notifications par SMS" and copy what is shown.
own-messages-free-user = Free identifier (8 digits)
own-messages-free-pass = Identification key
own-messages-free-pass-hint = It is never shown again. Leave empty to keep the one on record; empty the identifier to forget both.
own-messages-free-try = Send me a trial by Free Mobile
own-messages-free-sent = It is on its way: your phone should ring within a minute.
own-messages-free-none = The key cannot be read here: type it again and save.
own-messages-free-refused = Free does not know the identifier or the key, or the option is not turned on. Copy them from your subscriber's area.
own-messages-nothing = Your account neither receives patients nor administers the practice: there is nothing to choose here.
steward-agenda-subject = Your agenda of { $day }
steward-agenda = { $count ->
    [one] { $count } appointment, until { $last }.
   *[other] { $count } appointments, until { $last }.
 }
steward-agenda-why = Names stay in the agenda: an e-mail can be read on its way.
steward-alert-subject = Messages no longer leave
steward-link = To be seen here: { $link }
outbox-kind-reminder_1 = Reminder
outbox-kind-reminder_2 = Reminder
outbox-kind-reminder_3 = Reminder
outbox-kind-reminder_4 = Reminder
outbox-down-line = The line { $line } has not worked since { $when }. Text messages go over another line.
outbox-down-other-sms = What is about an appointment of the next 24 hours goes by text message if the patient has a mobile; the rest waits.
outbox-down-other-email = What is about an appointment of the next 24 hours goes by e-mail if the patient has an address; the rest waits.
outbox-down-no-other = No other way works.
outbox-down-gone = { $count ->
    [one] { $count } message has already gone the other way.
   *[other] { $count } messages have already gone the other way.
 }
outbox-down-again = Tried again by itself: { $when }.
outbox-ceiling = The day's ceiling for text messages is reached: no other one leaves before { $when }.
outbox-ceiling-do = For them to leave today, an administrator must raise the ceiling; those that wait then leave at once.
outbox-ceiling-waiting = { $count ->
    [one] { $count } text message waits until then.
   *[other] { $count } text messages wait until then.
 }
outbox-ceiling-gone = { $count ->
    [one] { $count } has gone by e-mail instead.
   *[other] { $count } have gone by e-mail instead.
 }
outbox-ceiling-lost = { $count ->
    [one] { $count } had no other way: call this patient ("May not have arrived").
   *[other] { $count } had no other way: call these patients ("May not have arrived").
 }
steward-ceiling-subject = The day's ceiling for text messages is reached
steward-down-line = A line of text messages has not worked since { $when }; text messages go over another line.
