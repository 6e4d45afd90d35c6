//! How far each setting of a care type or a room may go: for the forms and for programs alike.

use chrono::TimeDelta;

/// Longest care, in minutes.
pub const CARE_MINUTES_MAX: u16 = 720;
/// Longest buffer, in minutes.
pub const BUFFER_MINUTES_MAX: u16 = 240;
/// Longest notice.
pub const NOTICE_MAX: TimeDelta = TimeDelta::days(90);
/// Farthest horizon, in local days.
pub const HORIZON_DAYS_MAX: u16 = 730;
/// Most seats of a session.
pub const SEATS_MAX: u16 = 200;
/// Longest cancellation deadline (booking-rules §6).
pub const DEADLINE_MAX: TimeDelta = TimeDelta::hours(72);
/// Highest age asked for, in completed years.
pub const AGE_MAX: u16 = 120;
/// Longest time after which a patient counts as new, in months.
pub const KNOWN_MONTHS_MAX: u16 = 120;
/// Most bookings that a limit counts.
pub const CEILING_MAX: u16 = 100;
/// Longest interval between visits, in local days.
pub const VISIT_DAYS_MAX: u16 = 730;
/// Longest list of professions, in characters.
pub const PROFESSIONS_CHARS_MAX: usize = 300;
/// Most professions in a list.
pub const PROFESSIONS_MAX: usize = 30;
/// Longest question and longest word to the patient, in characters.
pub const QUESTION_CHARS_MAX: usize = 200;
/// Longest answer, in characters.
pub const ANSWER_CHARS_MAX: usize = 80;
/// Longest time before a reminder, in local days.
pub const REMINDER_DAYS_MAX: u16 = 60;
/// Longest time before a reminder, in hours.
pub const REMINDER_HOURS_MAX: u16 = 72;
/// Latest and earliest hour at which a message goes out (booking-rules §11, quiet hours).
pub const REMINDERS_AT: (u16, u16) = (8, 20);
/// Longest useful gap, in minutes.
pub const USEFUL_MINUTES_MAX: u16 = 240;
/// Most best times of a half-day.
pub const CHOICES_MAX: u16 = 20;
/// Best times of a half-day when nothing is said.
pub const USUAL_CHOICES: u8 = 4;
/// Percent of the morning when nothing is said (booking-rules §12).
pub const USUAL_FILL: u8 = 60;
/// Longest time before the start from which everything is shown, in hours.
pub const RELAXED_HOURS_MAX: u16 = 336;
/// Days ahead beyond which no practice plans.
pub const REACH_DAYS_MAX: u16 = 730;
/// Longest public text of a care type, in characters.
pub const PUBLIC_TEXT_MAX: usize = 1000;
/// Characters of what a care type costs, which is one line.
pub const PRICE_MAX: usize = 120;
/// Characters of the words that patients use for it.
pub const KEYWORDS_MAX: usize = 300;
/// The notice that a new care type proposes: nobody is surprised by somebody who comes in ten minutes.
pub const USUAL_NOTICE: TimeDelta = TimeDelta::hours(2);
/// The horizon that a new care type proposes, in local days.
pub const USUAL_HORIZON_DAYS: u16 = 90;
/// Longest kind of a resource, in characters.
pub const RESOURCE_KIND_MAX: usize = 40;
/// Most simultaneous users of a resource.
pub const RESOURCE_USERS_MAX: u16 = 100;
/// Longest name of a practice, practitioner, care type or room, in characters.
pub const SETUP_NAME_MAX: usize = 100;
/// Colours that are proposed for what is new: told apart on a screen and in print, dark enough for white text.
const PALETTE: [&str; 9] = [
    "#1f5f8b", "#8a4b08", "#2e6b3a", "#7a2e6b", "#a3322a", "#3f4d9e", "#5f6b1f", "#0b6e63", "#6b4a3a",
];

/// The colour proposed for the n-th thing.
pub fn palette(n: usize) -> &'static str {
    PALETTE.get(n % PALETTE.len()).copied().unwrap_or("#1f5f8b")
}
