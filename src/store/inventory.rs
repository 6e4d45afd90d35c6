//! Every table of the schema, and what an export does with it. The one place: a table that is not named here fails a test.

/// What an export does with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// It goes out and comes back, without these columns.
    Taken(&'static [&'static str]),
    /// It stays where it is, for this reason.
    Left(&'static str),
}

/// A table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name.
    pub table: &'static str,
    /// What an export does with it.
    pub keeping: Keeping,
}

const fn whole(table: &'static str) -> Kept {
    Kept {
        table,
        keeping: Keeping::Taken(&[]),
    }
}

const fn left(table: &'static str, reason: &'static str) -> Kept {
    Kept {
        table,
        keeping: Keeping::Left(reason),
    }
}

/// What opens an account stays: whoever moves gets a new code (`grappe user code`).
const ACCOUNT_SECRETS: &[&str] = &[
    "password",
    "totp_secret",
    "totp_step",
    "setup_code",
    "setup_expires_at",
    "failed_tries",
    "locked_until",
];

const OPENS_DOORS: &str = "opens a door: made anew where the practice goes";
/// The password stays; and what comes back from a copy knows nothing of the calendar, so that it asks before it does anything.
const CALENDAR_SECRETS: &[&str] = &[
    "secret",
    "state",
    "reason",
    "capabilities",
    "sync_token",
    "ctag",
    "polled_at",
    "listed_at",
    "failures",
    "due_at",
    "read_until",
    "accepted",
];

const DERIVED: &str = "kept by triggers, which fill it again";
const BRIEF: &str = "over within minutes";
const READ_AGAIN: &str = "read again from the calendar itself";

/// Every table, in an order in which triggers find what they read.
pub const TABLES: [Kept; 86] = [
    whole("practice"),
    whole("holiday_edits"),
    whole("settings"),
    whole("practitioners"),
    whole("care_types"),
    whole("care_practitioners"),
    whole("care_overrides"),
    whole("resources"),
    whole("resource_practitioners"),
    whole("resource_closures"),
    whole("schedules"),
    whole("exceptions"),
    whole("absences"),
    Kept {
        table: "staff",
        keeping: Keeping::Taken(ACCOUNT_SECRETS),
    },
    whole("staff_practitioners"),
    whole("patients"),
    whole("patient_marks"),
    whole("relatives"),
    whole("consents"),
    whole("reminder_refusals"),
    whole("not_duplicates"),
    whole("merges"),
    whole("appointments"),
    whole("appointment_resources"),
    whole("appointment_answers"),
    whole("late_arrivals"),
    whole("kept_visits"),
    whole("presences"),
    whole("contests"),
    whole("sms_texts"),
    whole("sms_stops"),
    whole("delays"),
    whole("erasure_requests"),
    whole("waiting_entries"),
    whole("drafts"),
    whole("orphans"),
    whole("move_offers"),
    whole("phone_calls"),
    whole("reminder_calls"),
    whole("imports"),
    whole("import_rows"),
    whole("past_visits"),
    whole("tombstones"),
    whole("day_measures"),
    whole("score_judgements"),
    Kept {
        table: "calendar_links",
        keeping: Keeping::Taken(CALENDAR_SECRETS),
    },
    // Without them our own events would be taken for somebody's, where the practice goes on.
    Kept {
        table: "calendar_events",
        keeping: Keeping::Taken(&["etag", "body"]),
    },
    whole("calendar_decisions"),
    left("patient_words", DERIVED),
    left("occupied", DERIVED),
    left("sessions", OPENS_DOORS),
    left("api_tokens", OPENS_DOORS),
    left("passkeys", OPENS_DOORS),
    left("recovery_codes", OPENS_DOORS),
    left("links", OPENS_DOORS),
    left("calendar_feeds", OPENS_DOORS),
    left("patient_devices", OPENS_DOORS),
    left("patient_feeds", OPENS_DOORS),
    left("file_codes", BRIEF),
    left("calendar_settings", OPENS_DOORS),
    left("kiosks", OPENS_DOORS),
    left("calendar_members", READ_AGAIN),
    left("calendar_busy", READ_AGAIN),
    left(
        "calendar_outbox",
        "wished anew when the link is taken up again where the practice goes",
    ),
    left("webhooks", OPENS_DOORS),
    left("webhook_deliveries", "of webhooks, which stay"),
    left("sms_lines", OPENS_DOORS),
    left("sms_days", "counts what a day cost"),
    left("holds", BRIEF),
    left("hold_resources", BRIEF),
    left(
        "freed_times",
        "stands on a hold, and ends within hours; who waits is taken",
    ),
    left(
        "waiting_offers",
        "opens a door, and ends within hours; who waits is taken",
    ),
    left("waiting_requests", BRIEF),
    left("waiting_links", OPENS_DOORS),
    left("handovers", "empty between two statements"),
    left("acts", BRIEF),
    left("code_sends", "counts codes of a day, by hashed contact"),
    left(
        "hold_addresses",
        "counts holds and bookings of a day, by hashed address",
    ),
    left(
        "idempotency",
        "answers to requests that are repeated within a day",
    ),
    left("outbox", "sent where it was written: nobody is told twice"),
    left("mail_notices", "told where the message was sent"),
    left("message_lines", "how the lines of this machine are"),
    left("bad_contacts", "found again by the next message"),
    left("reminders", "planned anew where the practice goes"),
    left("machine_clock", "of this machine"),
    left(
        "audit",
        "a chain that only its own folder can go on with; written beside, to be read",
    ),
];

/// The tables that an export takes, with the columns that it leaves.
pub(super) fn taken() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    TABLES.into_iter().filter_map(|kept| match kept.keeping {
        Keeping::Taken(without) => Some((kept.table, without)),
        Keeping::Left(_) => None,
    })
}
