//! The JSON of the slot vectors, field by field; an unknown field is an error.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use grappe::domain::time::DayTime;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) format: u32,
    pub(super) regions: BTreeMap<String, Vec<String>>,
    pub(super) vectors: Vec<Vector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vector {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) tz: String,
    #[serde(default = "france")]
    pub(super) holiday_region: String,
    pub(super) now: DateTime<FixedOffset>,
    pub(super) query: Query,
    pub(super) practitioners: Vec<Practitioner>,
    pub(super) cares: Vec<Care>,
    #[serde(default)]
    pub(super) absences: Vec<Absence>,
    #[serde(default)]
    pub(super) resources: Vec<Resource>,
    #[serde(default)]
    pub(super) bookings: Vec<Booking>,
    #[serde(default)]
    pub(super) patients: Vec<Patient>,
    pub(super) expected: Vec<Expected>,
}

fn france() -> String {
    "FR".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    pub(super) care: String,
    pub(super) practitioner: Option<String>,
    pub(super) from: NaiveDate,
    pub(super) to: NaiveDate,
    pub(super) patient: Option<String>,
    #[serde(default = "one")]
    pub(super) seats: u16,
    pub(super) moving: Option<String>,
    pub(super) hold: Option<String>,
    pub(super) first_start: Option<DateTime<FixedOffset>>,
    pub(super) first_care: Option<String>,
    pub(super) first_practitioner: Option<String>,
}

fn one() -> u16 {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Practitioner {
    pub(super) id: String,
    #[serde(default)]
    pub(super) schedules: Vec<Schedule>,
    #[serde(default)]
    pub(super) exceptions: Vec<Exception>,
    #[serde(default)]
    pub(super) holidays: Holidays,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Holidays {
    #[default]
    Closed,
    Open,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Schedule {
    pub(super) days: Days,
    pub(super) valid_from: Option<NaiveDate>,
    pub(super) valid_to: Option<NaiveDate>,
    #[serde(default)]
    pub(super) weeks: Parity,
    pub(super) every: Option<Every>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(super) struct Days {
    pub(super) mon: Vec<Window>,
    pub(super) tue: Vec<Window>,
    pub(super) wed: Vec<Window>,
    pub(super) thu: Vec<Window>,
    pub(super) fri: Vec<Window>,
    pub(super) sat: Vec<Window>,
    pub(super) sun: Vec<Window>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum Window {
    Plain(DayTime, DayTime),
    Reserved(DayTime, DayTime, Vec<String>),
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Parity {
    #[default]
    All,
    Odd,
    Even,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Every {
    pub(super) n: u8,
    pub(super) anchor: NaiveDate,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exception {
    pub(super) date: Option<NaiveDate>,
    pub(super) from: Option<NaiveDate>,
    pub(super) to: Option<NaiveDate>,
    pub(super) hours: Vec<Window>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Absence {
    pub(super) practitioner: String,
    pub(super) start: DateTime<FixedOffset>,
    pub(super) end: DateTime<FixedOffset>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Resource {
    pub(super) id: String,
    pub(super) kind: String,
    #[serde(default = "one")]
    pub(super) capacity: u16,
    pub(super) practitioners: Option<Vec<String>>,
    #[serde(default)]
    pub(super) closed: Vec<Closure>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Closure {
    pub(super) start: DateTime<FixedOffset>,
    pub(super) end: DateTime<FixedOffset>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Care {
    pub(super) id: String,
    pub(super) duration: i64,
    pub(super) step: Option<i64>,
    #[serde(default)]
    pub(super) buffer_before: i64,
    #[serde(default)]
    pub(super) buffer_after: i64,
    #[serde(default)]
    pub(super) min_notice: i64,
    pub(super) horizon_days: Option<u16>,
    pub(super) release_at: Option<DayTime>,
    #[serde(default = "one")]
    pub(super) capacity: u16,
    #[serde(default)]
    pub(super) requires: Vec<String>,
    #[serde(default)]
    pub(super) offer: Offer,
    pub(super) min_useful: Option<i64>,
    #[serde(default)]
    pub(super) overrides: BTreeMap<String, Override>,
    #[serde(default)]
    pub(super) eligibility: Eligibility,
    #[serde(default)]
    pub(super) limits: Limits,
    pub(super) series: Option<Series>,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Offer {
    #[default]
    Grid,
    Packed,
    Compact,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Override {
    pub(super) offered: Option<bool>,
    pub(super) duration: Option<i64>,
    pub(super) step: Option<i64>,
    pub(super) buffer_before: Option<i64>,
    pub(super) buffer_after: Option<i64>,
    pub(super) min_notice: Option<i64>,
    pub(super) horizon_days: Option<u16>,
    pub(super) release_at: Option<DayTime>,
    pub(super) capacity: Option<u16>,
    pub(super) requires: Option<Vec<String>>,
    pub(super) offer: Option<Offer>,
    pub(super) min_useful: Option<i64>,
    pub(super) eligibility: Option<Eligibility>,
    pub(super) limits: Option<Limits>,
    pub(super) series: Option<Series>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Eligibility {
    pub(super) min_age: Option<u16>,
    pub(super) max_age: Option<u16>,
    pub(super) patients: Option<Kind>,
    pub(super) referral: bool,
    pub(super) professions: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    New,
    Known,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Limits {
    pub(super) max_future: Option<u16>,
    pub(super) min_days_between: Option<u16>,
    pub(super) max_per_day: Option<u16>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Series {
    pub(super) next: String,
    pub(super) min_days: u16,
    pub(super) max_days: u16,
    #[serde(default)]
    pub(super) same_practitioner: bool,
    #[serde(default)]
    pub(super) require_next: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Booking {
    pub(super) practitioner: String,
    pub(super) care: String,
    pub(super) start: DateTime<FixedOffset>,
    pub(super) end: Option<DateTime<FixedOffset>>,
    pub(super) id: Option<String>,
    pub(super) patient: Option<String>,
    #[serde(default = "one")]
    pub(super) seats: u16,
    #[serde(default)]
    pub(super) resources: Vec<String>,
    #[serde(default)]
    pub(super) status: Status,
    pub(super) hold_expires: Option<DateTime<FixedOffset>>,
    pub(super) buffer_before: Option<i64>,
    pub(super) buffer_after: Option<i64>,
}

#[derive(Default, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Status {
    #[default]
    Confirmed,
    Held,
    Cancelled,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Patient {
    pub(super) id: String,
    pub(super) born: Option<NaiveDate>,
    pub(super) known: Option<bool>,
    pub(super) profession: Option<String>,
    pub(super) referral_until: Option<NaiveDate>,
    #[serde(default)]
    pub(super) blocked_online: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Expected {
    pub(super) start: DateTime<FixedOffset>,
    pub(super) by: Vec<String>,
}
