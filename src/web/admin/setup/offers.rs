//! `GET` and `POST /admin/setup/waiting`: the numbers of the waiting list (booking-rules §9).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;

use super::field::{Field, Fields, Input};
use super::reader::Reader;
use super::{Context, done};
use crate::domain::waiting_list::OfferRules;
use crate::web::Web;
use crate::web::admin::desk::Desk;
use crate::web::admin::guard::Staff;
use crate::web::answer::{Halt, onward};
use crate::web::extract::{FieldErrors, Form, Visit};
use crate::web::view::{Layout, html};

const PATH: &str = "/admin/setup/waiting";

/// A number of the form: its name, which is also the end of its keys, least and most.
type Number = (&'static str, u16, u16);

/// Minutes before the start.
const NOTICE: Number = ("notice", 0, 1440);
/// Hours.
const NEAR: Number = ("near", 1, 168);
/// Minutes.
const NEAR_LIFE: Number = ("near_life", 5, 1440);
/// Minutes.
const FAR_LIFE: Number = ("far_life", 5, 4320);
/// Hours.
const RUSH: Number = ("rush", 0, 72);
/// People.
const AT_ONCE: Number = ("at_once", 1, 20);
/// Offers.
const IGNORED: Number = ("ignored", 1, 20);
/// Offers in a row.
const CASCADE: Number = ("cascade", 0, 10);
/// Days.
const LIFE: Number = ("life_days", 1, 730);

#[derive(Template)]
#[template(path = "admin/setup/offers.html")]
struct OffersPage {
    page: Layout,
    desk: Desk,
    back: (String, String),
    action: String,
    done: String,
    has_errors: bool,
    fields: Vec<Field>,
}

/// See the module.
pub(super) async fn show(State(web): State<Web>, visit: Visit, staff: Staff) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    let form = typed(&ctx.web.app.offer_rules().await?);
    Ok(html(StatusCode::OK, &page(&ctx, &form, &FieldErrors::default())))
}

/// See the module.
pub(super) async fn save(
    State(web): State<Web>,
    visit: Visit,
    staff: Staff,
    form: Form,
) -> Result<Response, Halt> {
    let ctx = Context::new(web, visit, staff);
    match read(&ctx, &form) {
        Ok(rules) => {
            ctx.web.app.save_offer_rules(rules, ctx.staff.0.actor()).await?;
            Ok(onward(&ctx.visit, &done(PATH, "saved"), None))
        }
        Err(errors) => Ok(html(
            StatusCode::UNPROCESSABLE_ENTITY,
            &page(&ctx, &form, &errors),
        )),
    }
}

fn typed(rules: &OfferRules) -> Form {
    let mut form = Form::default();
    for ((name, ..), value) in [
        (NOTICE, rules.notice.num_minutes()),
        (NEAR, rules.near.num_hours()),
        (NEAR_LIFE, rules.near_life.num_minutes()),
        (FAR_LIFE, rules.far_life.num_minutes()),
        (RUSH, rules.rush.num_hours()),
        (AT_ONCE, rules.at_once.into()),
        (IGNORED, rules.ignored_at_most.into()),
        (CASCADE, rules.cascade.into()),
        (LIFE, rules.life_days.into()),
    ] {
        form.set(name, value.to_string());
    }
    form
}

fn read(ctx: &Context, form: &Form) -> Result<OfferRules, FieldErrors> {
    let mut r = Reader::new(ctx.t, form);
    let mut number = |(name, min, max): Number| r.needed_number(name, min, max);
    let minutes = |n: u16| TimeDelta::minutes(n.into());
    let hours = |n: u16| TimeDelta::hours(n.into());
    let few = |n: u16| u8::try_from(n).unwrap_or(u8::MAX);
    let rules = OfferRules {
        notice: minutes(number(NOTICE)),
        near: hours(number(NEAR)),
        near_life: minutes(number(NEAR_LIFE)),
        far_life: minutes(number(FAR_LIFE)),
        rush: hours(number(RUSH)),
        at_once: few(number(AT_ONCE)),
        ignored_at_most: few(number(IGNORED)),
        cascade: few(number(CASCADE)),
        life_days: number(LIFE),
    };
    if r.mistakes() == 0 {
        if rules.far_life < rules.near_life {
            r.refuse_saying(FAR_LIFE.0, ctx.text("offers-crossed-lives"));
        }
        if !rules.rush.is_zero() && rules.rush <= rules.notice {
            r.refuse_saying(RUSH.0, ctx.text("offers-crossed-rush"));
        }
    }
    r.finish(rules)
}

fn page(ctx: &Context, form: &Form, errors: &FieldErrors) -> OffersPage {
    let f = Fields { ctx, form, errors };
    let all = [
        NOTICE, NEAR, NEAR_LIFE, FAR_LIFE, RUSH, AT_ONCE, IGNORED, CASCADE, LIFE,
    ];
    let field = |(name, ..): Number| {
        f.field(name, &format!("offers-{name}"), Input::Number)
            .hint(f.text(&format!("offers-hint-{name}")))
            .wide()
    };
    OffersPage {
        page: ctx.layout(ctx.text("offers-title")),
        desk: ctx.desk(),
        back: (ctx.link("/admin/setup"), ctx.text("setup-title")),
        action: ctx.link(PATH),
        done: if errors.is_empty() {
            ctx.done()
        } else {
            String::new()
        },
        has_errors: !errors.is_empty(),
        fields: all.map(field).into_iter().collect(),
    }
}
