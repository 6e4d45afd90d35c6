//! Use cases: one per file, methods of [`App`]. A verdict is taken inside the writer's transaction only; whatever is checked
//! outside is courtesy (booking-rules §5).

mod access;
mod answers;
mod api_tokens;
mod audit_log;
mod book;
mod book_again;
mod booking;
mod calendar;
mod calendar_feeds;
mod calendar_file;
mod cancel;
mod certificates;
mod change_length;
mod change_schedule;
mod changes;
mod clock_doubt;
mod confirm_hold;
mod day_sheet;
mod delay;
mod draft_sheet;
mod effort;
mod erase;
mod event;
pub mod exchange;
mod facts;
mod failure;
mod fallback;
mod familiar;
mod find_slots;
mod gap_doctor;
mod hold_slot;
mod ill_today;
mod invite;
mod kiosk;
mod legal;
mod lines_down;
mod links;
mod looks;
mod mail;
mod mark_attendance;
mod measures;
mod merge;
mod merge_taking;
mod merge_undo;
mod message_board;
mod message_resend;
mod mismatch;
mod modem_pin;
mod move_booking;
mod move_offer;
mod move_question;
mod night;
mod no_show;
mod notices;
mod once;
mod orphan;
mod outside;
mod own_feed;
mod own_file;
mod own_texts;
mod pass;
mod patient_export;
mod patients;
mod phone_list;
mod print_sheet;
mod radicale;
mod reminders;
mod request_code;
mod school_holidays;
mod second_fact;
mod sending;
mod series_rest;
mod settle_draft;
mod sign_in;
mod sms_incoming;
mod sms_lines;
mod sms_money;
mod staff;
mod staff_free;
mod staff_mail;
mod staff_message;
mod state;
mod statistics;
mod sweep;
mod tell_move;
mod undo;
mod update;
mod usual;
mod video;
mod waiting_list;
mod web_site;
mod webhooks;

pub use access::{Access, ThirdNext};
pub use api_tokens::{NewToken, Scope, TokenBearer};
pub use audit_log::AuditPage;
pub use book::{BookingRequest, ForWhom};
pub use booking::{Booking, NextVisit};
pub use calendar::{
    Applied, AskedPass, CalendarPass, CalendarRefusal, CalendarTask, Counted, DecisionAnswer, DryRun,
    DrySheet, DueCalendar, LinkRequest, LinkedCalendar, Listening, Observed, OwnSeen, PlannedWrite, Restored,
    ResumeHow, SeenInCalendar, Times,
};
pub use calendar_feeds::FeedNames;
pub use calendar_file::{CalendarEvent, CalendarPeople, EventState, calendar_file, calendar_file_of};
pub use cancel::{CancelRequest, Cancelled, CancelledBy};
pub use certificates::CertificateMail;
pub use change_length::LengthRequest;
pub use change_schedule::{ChangeRefusal, Changed, Direct};
pub use changes::{ChangeKind, ChangeTold, ChangedBy, Meanwhile};
pub use clock_doubt::ClockDoubt;
pub use day_sheet::{AppointmentSheet, ToDo, ToDoAsked};
pub use draft_sheet::{DraftSheet, ORPHANS_SHOWN, Orphan};
pub use effort::{Effort, Patience, Task};
pub use erase::{EraseRefusal, ErasurePreview, RetentionPreview};
pub use failure::Failure;
pub use familiar::{Familiar, Proof};
pub use gap_doctor::{Consultation, DOCTOR_DAYS, GapReport};
pub use hold_slot::{ClientAddress, Held, HoldRequest};
pub use ill_today::IllRequest;
pub use kiosk::NewKiosk;
pub use lines_down::{CeilingReached, LineTrouble};
pub use links::LinkedAppointment;
pub use looks::PatientList;
pub use mail::{
    DkimKey, DkimSetup, MailFacts, MailNotice, MailSetup, NewMailServer, NewReturns, Returns, ReturnsMark,
    patient_of_reminder_token, reminder_token,
};
pub use merge::{LikelyPair, MERGE_UNDO, MergeRefusal, MergeRequest};
pub use merge_taking::{MergeField, MergeTaking};
pub use message_board::{BoardRow, DayCount};
pub use message_resend::ResendRefusal;
pub use mismatch::Mismatch;
pub use move_booking::{MoveRequest, Moved};
pub use move_offer::OfferedTimes;
pub use no_show::{CONTEST_MAX, ComingVisit, Contested, LADDER, Scored, Suggestion, Suggestions, ToPhone};
pub use notices::{About, Notice};
pub use once::Key;
pub use orphan::Decision;
pub use own_file::{ErasureAsked, ErasureSeen, Own};
pub use pass::{AgainPass, FilePass, LinkPass, OfferPass, WaitingPass};
pub use patient_export::PatientExport;
pub use patients::{PatientFile, Relative};
pub use phone_list::{Call, CallRow, CallSheet};
pub use print_sheet::PrintedRow;
pub use radicale::{RadicaleAccount, RadicaleFault, RadicaleSecret, write_radicale_configuration};
pub use reminders::{ReminderChoice, ToRemind};
pub use request_code::CodeSent;
pub use second_fact::SecondFact;
pub use sending::{ClearedUp, Ended, LineNews, ToClaim, Turn};
pub use series_rest::VisitDecision;
pub use settle_draft::{Decisions, DraftRefusal, Settled};
pub use sign_in::{
    Credentials, Device, OpenedSession, PASSWORD_MAX_CHARS, PASSWORD_MIN_CHARS, PasskeyRefusal, Place,
    Proposal, SignInRefusal, SignedIn, WeakPassword, network_of,
};
pub use sms_incoming::{TEXT_MAX, UNSEEN_MAX};
pub use sms_lines::{NewLine, OpenedLine, SmsRules};
pub use sms_money::{Spend, spend};
pub use staff::{STAFF_NAME_MAX_CHARS, StaffEntry, StaffRefusal};
pub use staff_free::{FreeAlert, FreeIdentity};
pub use staff_mail::{AgendaMail, Alert, AlertMail, MailWishes, Unworded, may_be_alerted};
pub use staff_message::{StaffMessage, StaffWords};
pub use state::{App, CODE_MAILS_A_DAY, StartError};
pub use statistics::{Statistics, StatisticsFilter, Tally};
pub use undo::{UNDO_FOR, UndoRefusal, Undone};
pub use waiting_list::{
    EntryChange, JoinRefusal, JoinRequest, OfferAbout, OfferAnswer, OfferRow, Offered, WaitingAbout,
    WaitingRow, WaitingSeen,
};
pub use webhooks::Dispatch;
