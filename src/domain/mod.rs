//! Rules and values: no I/O, no clock, no randomness, no async, no SQL, no HTTP.
//!
//! Implements booking-rules §1–§9 and §12. Instants are `DateTime<Utc>`, wall-clock readings are
//! `NaiveDate`/`NaiveTime`/`NaiveDateTime` in the practice's zone, intervals are half-open.

pub mod agenda;
pub mod arrival;
pub mod birth;
pub mod booking;
pub mod bounds;
pub mod busy;
pub mod calendar;
pub mod care_type;
pub mod certificate;
pub mod chance;
pub mod command;
pub mod consent;
pub mod contact;
pub mod crowd;
pub mod doubt;
pub mod gsm;
pub mod ical;
pub mod id;
pub mod legal;
pub mod mail;
pub mod message_trouble;
pub mod no_show;
pub mod note_to_patient;
mod offer_mode;
pub mod own_text;
pub mod patient;
pub mod practice;
pub mod practitioner;
pub mod pressure;
pub mod proof_of_work;
pub mod question;
pub mod radicale;
pub mod relative;
pub mod reminder;
pub mod resource;
pub mod retention;
pub mod schedule;
pub mod simulation;
pub mod site_origin;
pub mod slot;
pub mod sms;
pub mod spoken;
pub mod staff;
pub mod time;
pub mod update;
pub mod video_link;
pub mod waiting_list;
pub mod webhook;
pub mod writing;
