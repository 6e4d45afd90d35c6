//! What the administrator sets up: practice, practitioners, care types, resources, hours, absences, closing days, and the changes
//! that wait because they would leave appointments aside (booking-rules §2–§4, §7, §8).

mod absence;
mod account_acts;
mod accounts;
mod alternation;
mod bridge;
mod calendars;
mod care;
mod closures;
mod confirmed;
mod conflict;
mod context;
mod draft;
mod draft_page;
mod editor;
mod exception;
mod feeds;
mod field;
mod holidays;
mod hours;
mod hours_list;
mod https;
mod hub;
mod issued;
mod kiosks;
mod legal;
mod list;
mod mail;
mod offers;
mod outside;
mod palette;
mod practice;
mod practitioner;
mod reader;
mod removal;
mod repeat;
mod reserved;
mod resource;
mod schedule;
mod school;
mod sms;
mod span;
mod texts;
mod tokens;
mod update;
mod webhook_rows;
mod webhooks;
mod website;
mod who;
mod words;
mod zone_list;

pub(super) use hours::time as time_of_day;

use axum::routing::{get, post};

use self::absence::AbsenceEditor;
use self::care::CareEditor;
use self::context::Context;
use self::exception::ExceptionEditor;
use self::feeds::Feeds;
use self::kiosks::Kiosks;
use self::practice::PracticeEditor;
use self::practitioner::PractitionerEditor;
use self::resource::ResourceEditor;
use self::schedule::ScheduleEditor;
use self::tokens::Tokens;
use self::webhooks::Webhooks;
use super::{act, show};
use crate::domain::contact::REMARK_MAX as LABEL_MAX;
use crate::domain::staff::Right;
use crate::web::router::{Access, Route};

pub(in crate::web) use self::calendars::Searches;
pub(super) use self::https::certificate_words;
pub(super) use self::hub::{named, to_phone, waiting};
pub(super) use self::sms::name_key as sms_name_key;

const PRACTICE: Access = Access::Right(Right::ManagePractice);
const SCHEDULES: Access = Access::Right(Right::ManageSchedules);
const ADMINISTER: Access = Access::Right(Right::Administer);

/// The routes of these pages.
pub(super) fn table() -> Vec<Route> {
    let mut routes = things();
    routes.extend(times());
    routes.extend(keys());
    routes.extend(calendars::table());
    routes.extend([
        show("/admin/setup", SCHEDULES, get(hub::show)),
        show("/admin/setup/drafts/{id}", SCHEDULES, get(draft::show)),
        act("/admin/setup/drafts/{id}", SCHEDULES, post(draft::settle)),
        act(
            "/admin/setup/drafts/{id}/discard",
            SCHEDULES,
            post(draft::discard),
        ),
    ]);
    routes
}

#[rustfmt::skip]
fn things() -> Vec<Route> {
    use editor::{remove, save, save_single, show as form, show_single};
    vec![
        show("/admin/setup/practice", PRACTICE, get(show_single::<PracticeEditor>)),
        act("/admin/setup/practice", PRACTICE, post(save_single::<PracticeEditor>)),
        show("/admin/setup/practitioners", PRACTICE, get(practitioner::list)),
        show("/admin/setup/practitioners/{id}", PRACTICE, get(form::<PractitionerEditor>)),
        act("/admin/setup/practitioners/{id}", PRACTICE, post(save::<PractitionerEditor>)),
        act("/admin/setup/practitioners/{id}/remove", PRACTICE, post(remove::<PractitionerEditor>)),
        show("/admin/setup/resources", PRACTICE, get(resource::list)),
        show("/admin/setup/resources/{id}", PRACTICE, get(form::<ResourceEditor>)),
        act("/admin/setup/resources/{id}", PRACTICE, post(save::<ResourceEditor>)),
        act("/admin/setup/resources/{id}/remove", PRACTICE, post(remove::<ResourceEditor>)),
        show("/admin/setup/holidays", PRACTICE, get(holidays::show)),
        act("/admin/setup/holidays", PRACTICE, post(holidays::save)),
        act("/admin/setup/holidays/bridge", PRACTICE, post(bridge::close)),
        act("/admin/setup/holidays/school", PRACTICE, post(school::save)),
        show("/admin/setup/legal", PRACTICE, get(legal::show)),
        act("/admin/setup/legal", PRACTICE, post(legal::save)),
        show("/admin/setup/website", PRACTICE, get(website::show)),
        act("/admin/setup/website", PRACTICE, post(website::save)),
        show("/admin/setup/website/poster.pdf", PRACTICE, get(website::poster)),
        show("/admin/setup/texts", PRACTICE, get(texts::show)),
        act("/admin/setup/texts", PRACTICE, post(texts::send)),
        show("/admin/setup/waiting", PRACTICE, get(offers::show)),
        act("/admin/setup/waiting", PRACTICE, post(offers::save)),
        show("/admin/setup/care-types", SCHEDULES, get(care::list)),
        show("/admin/setup/care-types/{id}", SCHEDULES, get(form::<CareEditor>)),
        act("/admin/setup/care-types/{id}", SCHEDULES, post(save::<CareEditor>)),
        act("/admin/setup/care-types/{id}/remove", SCHEDULES, post(remove::<CareEditor>)),
        show("/admin/setup/care-types/{id}/with/{practitioner}", SCHEDULES, get(care::show_own)),
        act("/admin/setup/care-types/{id}/with/{practitioner}", SCHEDULES, post(care::save_own)),
    ]
}

#[rustfmt::skip]
fn times() -> Vec<Route> {
    use editor::{remove, save, show as form};
    vec![
        show("/admin/setup/schedules", SCHEDULES, get(hours_list::list)),
        show("/admin/setup/schedules/{id}", SCHEDULES, get(form::<ScheduleEditor>)),
        act("/admin/setup/schedules/{id}", SCHEDULES, post(save::<ScheduleEditor>)),
        act("/admin/setup/schedules/{id}/remove", SCHEDULES, post(remove::<ScheduleEditor>)),
        show("/admin/setup/exceptions/{id}", SCHEDULES, get(form::<ExceptionEditor>)),
        act("/admin/setup/exceptions/{id}", SCHEDULES, post(save::<ExceptionEditor>)),
        act("/admin/setup/exceptions/{id}/remove", SCHEDULES, post(remove::<ExceptionEditor>)),
        show("/admin/setup/absences", SCHEDULES, get(absence::list)),
        show("/admin/setup/absences/{id}", SCHEDULES, get(form::<AbsenceEditor>)),
        act("/admin/setup/absences/{id}", SCHEDULES, post(save::<AbsenceEditor>)),
        act("/admin/setup/absences/{id}/remove", SCHEDULES, post(remove::<AbsenceEditor>)),
        act("/admin/setup/absences/{id}/following", SCHEDULES, post(editor::remove_following::<AbsenceEditor>)),
    ]
}

/// Who signs in, and which programs.
#[rustfmt::skip]
fn keys() -> Vec<Route> {
    vec![
        show("/admin/setup/staff", ADMINISTER, get(accounts::list)),
        show("/admin/setup/staff/{id}", ADMINISTER, get(accounts::show)),
        act("/admin/setup/staff/{id}", ADMINISTER, post(accounts::save)),
        act("/admin/setup/staff/{id}/act", ADMINISTER, post(account_acts::send)),
        show("/admin/setup/https", ADMINISTER, get(https::show)),
        show("/admin/setup/access", ADMINISTER, get(outside::show)),
        act("/admin/setup/access", ADMINISTER, post(outside::save)),
        show("/admin/setup/mail", ADMINISTER, get(mail::show)),
        act("/admin/setup/mail", ADMINISTER, post(mail::save)),
        act("/admin/setup/mail/returns", ADMINISTER, post(mail::save_returns)),
        act("/admin/setup/mail/calendar", ADMINISTER, post(mail::save_calendar)),
        act("/admin/setup/mail/doubt", ADMINISTER, post(mail::save_doubt)),
        act("/admin/setup/mail/key", ADMINISTER, post(mail::turn_key)),
        act("/admin/setup/mail/trial", ADMINISTER, post(mail::try_it)),
        act("/admin/setup/mail/check", ADMINISTER, post(mail::check)),
        show("/admin/setup/tokens", ADMINISTER, get(issued::show::<Tokens>)),
        act("/admin/setup/tokens", ADMINISTER, post(issued::create::<Tokens>)),
        act("/admin/setup/tokens/{id}/revoke", ADMINISTER, post(issued::revoke::<Tokens>)),
        show("/admin/setup/feeds", ADMINISTER, get(issued::show::<Feeds>)),
        act("/admin/setup/feeds", ADMINISTER, post(issued::create::<Feeds>)),
        act("/admin/setup/feeds/{id}/revoke", ADMINISTER, post(issued::revoke::<Feeds>)),
        show("/admin/setup/kiosks", ADMINISTER, get(issued::show::<Kiosks>)),
        act("/admin/setup/kiosks", ADMINISTER, post(issued::create::<Kiosks>)),
        act("/admin/setup/kiosks/{id}/revoke", ADMINISTER, post(issued::revoke::<Kiosks>)),
        show("/admin/setup/sms", ADMINISTER, get(sms::show)),
        act("/admin/setup/sms", ADMINISTER, post(sms::add)),
        act("/admin/setup/sms/rules", ADMINISTER, post(sms::rule)),
        act("/admin/setup/sms/lines/{token}", ADMINISTER, post(sms::change)),
        show("/admin/setup/webhooks", ADMINISTER, get(issued::show::<Webhooks>)),
        act("/admin/setup/webhooks", ADMINISTER, post(issued::create::<Webhooks>)),
        act("/admin/setup/webhooks/{id}/revoke", ADMINISTER, post(issued::revoke::<Webhooks>)),
        act("/admin/setup/webhooks/deliveries/{id}/resend", ADMINISTER, post(webhooks::resend)),
    ]
}

/// A page of ours that says what was done.
fn done(path: &str, what: &str) -> String {
    format!("{path}?done={what}")
}

/// The days of the week, `1` for Monday.
fn weekday_choices(ctx: &Context) -> Vec<(String, String)> {
    let day = |n: u8| (n.to_string(), ctx.text(&format!("weekday-{n}")));
    (1..=7).map(day).collect()
}
