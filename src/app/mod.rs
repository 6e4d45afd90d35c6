//! Use cases: one per file, methods of [`App`]. A verdict is taken inside the writer's transaction only; whatever is checked
//! outside is courtesy (booking-rules §5).

mod answers;
mod api_tokens;
mod audit_log;
mod book;
mod booking;
mod calendar_feeds;
mod calendar_file;
mod cancel;
mod change_length;
mod change_schedule;
mod changes;
mod confirm_hold;
mod day_sheet;
mod draft_sheet;
mod erase;
mod event;
pub mod exchange;
mod facts;
mod failure;
mod find_slots;
mod gap_doctor;
mod hold_slot;
mod ill_today;
mod invite;
mod links;
mod mark_attendance;
mod measures;
mod merge;
mod mismatch;
mod move_booking;
mod move_offer;
mod night;
mod no_show;
mod notices;
mod orphan;
mod patient_export;
mod patients;
mod print_sheet;
mod request_code;
mod school_holidays;
mod settle_draft;
mod sign_in;
mod staff;
mod state;
mod statistics;
mod sweep;
mod undo;
mod usual;
mod video;
mod waiting_list;
mod webhooks;

pub use api_tokens::{Scope, TokenBearer};
pub use audit_log::AuditPage;
pub use book::{BookingRequest, ForWhom};
pub use booking::Booking;
pub use calendar_feeds::FeedNames;
pub use calendar_file::{CalendarEvent, EventState, calendar_file};
pub use cancel::{CancelRequest, Cancelled, CancelledBy};
pub use change_length::LengthRequest;
pub use change_schedule::{ChangeRefusal, Changed};
pub use changes::{ChangeKind, ChangeTold, ChangedBy, Meanwhile};
pub use day_sheet::{AppointmentSheet, ToDo};
pub use draft_sheet::{DraftSheet, ORPHANS_SHOWN, Orphan};
pub use erase::{EraseRefusal, RetentionPreview};
pub use failure::Failure;
pub use gap_doctor::{Consultation, DOCTOR_DAYS, GapReport};
pub use hold_slot::{Held, HoldRequest};
pub use ill_today::{Call, CallRow, CallSheet, IllRequest};
pub use links::{LinkPass, LinkedAppointment, SecondFact};
pub use merge::{LikelyPair, MERGE_UNDO, MergeRefusal, MergeRequest};
pub use mismatch::Mismatch;
pub use move_booking::{MoveRequest, Moved};
pub use move_offer::OfferedTimes;
pub use no_show::{CONTEST_MAX, ComingVisit, Contested, LADDER, Scored, Suggestion, ToPhone};
pub use notices::{About, Notice};
pub use orphan::Decision;
pub use patient_export::PatientExport;
pub use patients::{PatientFile, Relative};
pub use print_sheet::PrintedRow;
pub use request_code::CodeSent;
pub use settle_draft::{Decisions, DraftRefusal, Settled};
pub use sign_in::{
    Credentials, Device, OpenedSession, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, PasskeyRefusal, Place,
    Proposal, SignInRefusal, SignedIn, WeakPassword,
};
pub use staff::{STAFF_NAME_MAX_CHARS, StaffEntry, StaffRefusal};
pub use state::{App, StartError};
pub use statistics::{Statistics, StatisticsFilter, Tally};
pub use undo::{UNDO_FOR, UndoRefusal, Undone};
pub use waiting_list::{
    JoinRefusal, JoinRequest, OfferAbout, OfferAnswer, OfferPass, OfferRow, Offered, WaitingRow,
};
pub use webhooks::Dispatch;
