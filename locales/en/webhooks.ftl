# Programs that are told of what happens to appointments.

webhook-title = Notices to other programs
webhook-note = Telling another program when an appointment is made, moved or cancelled (webhooks)
webhook-lead = Grappe tells a program of your choice what happens to appointments. It sends numbers and times only: never a name, a telephone number or a note. Each notice is signed, and repeated for a day if the program does not answer.
webhook-new = New notice
webhook-once = Copy this secret now into the other program, which checks the signature with it: it will never be shown again.
webhook-add = Add a notice
webhook-add-button = Add the notice
webhook-name = For which program
webhook-name-hint = For example “Telephone software”.
webhook-url = Address
webhook-url-hint = Given by the other program. It begins with https://.
webhook-events = What is told
webhook-event-booked = Appointment made
webhook-event-moved = Appointment moved
webhook-event-cancelled = Appointment cancelled
webhook-event-state = Appointment accepted, patient arrived, absent…
webhook-private = This program is in the practice's own network
webhook-private-hint = Allows an address of the practice's own network (192.168.…), another port and http://. Do not tick it for an online service.
webhook-url-malformed = This address cannot be read: copy the whole of it, with https://.
webhook-url-credentials = An address with a name or a password before “@” is not accepted.
webhook-url-https = The address must begin with https://, unless the program is in the practice's own network.
webhook-url-port = Only the ports 443 and 8443 are possible, unless the program is in the practice's own network.
webhook-url-forbidden = This address cannot be called. If it is in the practice's own network, tick the box below; localhost and 127.0.0.1 are always refused: write the machine's address in the network.
webhook-disable = Stop
webhook-deliveries = Last notices
webhook-resend = Send again
webhook-state-sent = Received
webhook-state-pending = Waiting
webhook-state-failed = Failed
webhook-trouble-forbidden = the address leads where Grappe must not call
webhook-trouble-unreachable = the program did not answer, or its certificate is not valid
webhook-trouble-status = the program answered { $status }
webhook-trouble-secret = the secret cannot be read on this machine: add the notice again
webhook-trouble-disabled = the notice was stopped
webhook-tries = { $tries ->
    [0] not tried
    [one] tried once
   *[other] tried { $tries } times
 }
webhook-done-disabled = This program is told nothing any more.
webhook-done-resent = The notice waits to be sent again.
