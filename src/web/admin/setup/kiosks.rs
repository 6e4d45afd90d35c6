//! Tablets of the waiting room, each opened by a link that it uses up.

use super::field::{Field, Fields, Input};
use super::issued::{Issued, IssuedRow, Words, life};
use super::reader::Reader;
use super::{Context, LABEL_MAX};
use crate::app::NewKiosk;
use crate::store::{Fault, Kiosk};
use crate::web::extract::{FieldErrors, Form};

/// See the module.
pub(super) struct Kiosks;

impl Issued for Kiosks {
    const PATH: &'static str = "/admin/setup/kiosks";
    const WORDS: Words = Words {
        title: "kiosks-title",
        lead: "kiosks-lead",
        made: "kiosks-made",
        once: "kiosks-once",
        add: "kiosks-add",
        add_button: "kiosks-add-button",
        end: "setup-token-revoke",
    };
    const ENDED: &'static str = "tablet";

    type New = NewKiosk;

    async fn rows(ctx: &Context) -> Result<Vec<IssuedRow>, Fault> {
        let kiosks = ctx.web.app.kiosks().await?;
        Ok(kiosks.iter().map(|kiosk| row(ctx, kiosk)).collect())
    }

    fn fields(f: Fields<'_>) -> Vec<Field> {
        vec![
            f.field("name", "kiosks-name", Input::Line(LABEL_MAX))
                .hint(f.text("kiosks-name-hint"))
                .needed(),
            f.field("place", "kiosks-place", Input::Line(LABEL_MAX))
                .hint(f.text("kiosks-place-hint")),
            f.field("anywhere", "kiosks-anywhere", Input::Tick)
                .hint(f.text("kiosks-anywhere-hint"))
                .wide(),
        ]
    }

    fn read(ctx: &Context, form: &Form) -> Result<Self::New, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let new = NewKiosk {
            name: r.needed_line("name", LABEL_MAX),
            place: r.line("place", LABEL_MAX),
            is_anywhere: form.is_ticked("anywhere"),
        };
        r.finish(new)
    }

    async fn make(ctx: &Context, new: Self::New) -> Result<String, Fault> {
        let secret = ctx.web.app.create_kiosk(ctx.staff.0.actor(), new).await?;
        Ok(ctx.visit.absolute(&format!("/kiosk/{secret}")))
    }

    async fn end(ctx: &Context, id: i64) -> Result<bool, Fault> {
        ctx.web.app.revoke_kiosk(ctx.staff.0.actor(), id).await
    }
}

fn row(ctx: &Context, kiosk: &Kiosk) -> IssuedRow {
    let zone = ctx.set_up.practice.zone;
    let mut notes = vec![life(ctx, kiosk.created, kiosk.revoked)];
    if kiosk.revoked.is_none() {
        notes.push(match kiosk.bound {
            Some(bound) => ctx
                .t
                .with("kiosks-bound", &[("when", ctx.t.moment(zone, bound).into())]),
            None => ctx.text("kiosks-unbound"),
        });
    }
    if kiosk.is_anywhere {
        notes.push(ctx.text("kiosks-is-anywhere"));
    }
    IssuedRow {
        id: kiosk.id,
        name: kiosk.name.clone(),
        address: String::new(),
        note: notes.join(" – "),
        is_good: kiosk.revoked.is_none(),
    }
}
