# Messages sent or to be sent: demonstration and back office.

admin-nav-outbox = Messages
admin-mail-off = No mail server is configured: codes and confirmations are not sent.
admin-mail-off-link = See the messages

outbox-title = Messages to patients
outbox-off = No mail server is configured, so no message is sent. Fill in the section [smtp] of the configuration file and start Grappe again; until then, tell patients by phone.
outbox-demo = The demonstration sends nothing: these messages stay where they are.
outbox-demo-link = Read what patients would receive
outbox-troubled = May not have arrived
outbox-troubled-lead = Call these patients, then check their address.
outbox-none-troubled = No message is in trouble.
outbox-waiting = Waiting
outbox-none-waiting = No message is waiting.
outbox-over = Settled
outbox-none-over = No message yet.
outbox-visit = Appointment: { $when }
outbox-written = Written: { $when }
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
outbox-state-cancelled = replaced
outbox-state-expired = too old to be sent
outbox-kind-invitation = Invitation of somebody of the staff
