//! Tokens of the machine interface.

use std::collections::BTreeSet;

use super::field::{Field, Fields, Input};
use super::issued::{Issued, IssuedRow, Words, life};
use super::reader::Reader;
use super::{Context, LABEL_MAX};
use crate::app::{NewToken, Scope};
use crate::domain::contact::FieldProblem;
use crate::domain::id::PractitionerId;
use crate::store::{Fault, StoredToken};
use crate::web::extract::{FieldErrors, Form};

/// How the names of the boxes of practitioners begin.
const NAMED: &str = "named:";

/// See the module.
pub(super) struct Tokens;

impl Issued for Tokens {
    const PATH: &'static str = "/admin/setup/tokens";
    const WORDS: Words = Words {
        title: "setup-tokens",
        lead: "setup-tokens-lead",
        made: "setup-token-new",
        once: "setup-token-once",
        add: "setup-token-add",
        add_button: "setup-token-add-button",
        end: "setup-token-revoke",
    };
    const ENDED: &'static str = "revoked";

    type New = NewToken;

    async fn rows(ctx: &Context) -> Result<Vec<IssuedRow>, Fault> {
        let tokens = ctx.web.app.api_tokens().await?;
        let rows = tokens.into_iter().map(|token| IssuedRow {
            id: token.id,
            address: String::new(),
            note: note(ctx, &token),
            is_good: token.revoked.is_none(),
            name: token.name,
        });
        Ok(rows.collect())
    }

    fn fields(f: Fields<'_>) -> Vec<Field> {
        let scopes = Scope::ALL.map(|scope| (scope_field(scope), scope_words(f.ctx, scope)));
        let here = f.ctx.practitioners().into_iter();
        let named = here.map(|p| (named_field(p.id), p.name.clone()));
        vec![
            f.field("name", "setup-token-name", Input::Line(LABEL_MAX))
                .hint(f.text("setup-token-name-hint"))
                .wide(),
            f.ticks("scopes", "setup-token-scopes", scopes),
            f.ticks("named", "setup-token-named", named)
                .hint(f.text("setup-token-named-hint")),
        ]
    }

    fn read(ctx: &Context, form: &Form) -> Result<Self::New, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let name = r.needed_line("name", LABEL_MAX);
        let ticked = Scope::ALL
            .into_iter()
            .filter(|s| form.is_ticked(&scope_field(*s)));
        let scopes: Vec<Scope> = ticked.collect();
        if scopes.is_empty() {
            r.refuse("scopes", FieldProblem::Missing);
        }
        let here = ctx.practitioners().into_iter().map(|p| p.id);
        let ticked = here.filter(|id| form.is_ticked(&named_field(*id)));
        let named = Some(ticked.collect()).filter(|named: &BTreeSet<_>| !named.is_empty());
        // Somebody who left since the page was opened must not make it a token for everybody.
        let asked = form.fields().filter(|(name, _)| name.starts_with(NAMED)).count();
        if asked > named.as_ref().map_or(0, BTreeSet::len) {
            r.refuse("named", FieldProblem::UnknownChoice);
        }
        r.finish(NewToken { name, scopes, named })
    }

    async fn make(ctx: &Context, new: Self::New) -> Result<String, Fault> {
        let actor = ctx.staff.0.actor();
        ctx.web.app.create_api_token(actor, new).await
    }

    async fn end(ctx: &Context, id: i64) -> Result<bool, Fault> {
        ctx.web.app.revoke_api_token(ctx.staff.0.actor(), id).await
    }
}

/// Since when it is good, and whose agenda it keeps to.
fn note(ctx: &Context, token: &StoredToken) -> String {
    let life = life(ctx, token.created, token.revoked);
    let Some(only) = &token.practitioners else {
        return life;
    };
    let names: Vec<String> = only.iter().map(|id| ctx.name_of(*id)).collect();
    let only = ctx
        .t
        .with("setup-token-only", &[("names", names.join(", ").into())]);
    format!("{life} · {only}")
}

fn named_field(id: PractitionerId) -> String {
    format!("{NAMED}{id}")
}

fn scope_field(scope: Scope) -> String {
    format!("scope:{}", scope.key())
}

fn scope_words(ctx: &Context, scope: Scope) -> String {
    match scope {
        Scope::SlotsRead => ctx.text("setup-scope-slots"),
        Scope::AppointmentsWrite => ctx.text("setup-scope-appointments"),
        Scope::AgendaRead => ctx.text("setup-scope-agenda"),
        Scope::PatientsRead => ctx.text("setup-scope-patients"),
        Scope::PatientsWrite => ctx.text("setup-scope-patients-write"),
        Scope::SchedulesRead => ctx.text("setup-scope-schedules"),
        Scope::SchedulesWrite => ctx.text("setup-scope-schedules-write"),
        Scope::WaitingWrite => ctx.text("setup-scope-waiting"),
        Scope::AuditRead => ctx.text("setup-scope-audit"),
        Scope::DeskWrite => ctx.text("setup-scope-desk"),
        Scope::StatisticsRead => ctx.text("setup-scope-statistics"),
        Scope::NotesRead => ctx.text("setup-scope-notes"),
        Scope::NotesWrite => ctx.text("setup-scope-notes-write"),
        Scope::PatientsExport => ctx.text("setup-scope-export"),
        Scope::PatientsMerge => ctx.text("setup-scope-merge"),
        Scope::PatientsErase => ctx.text("setup-scope-erase"),
        Scope::SetUpRead => ctx.text("setup-scope-set-up"),
        Scope::SetUpWrite => ctx.text("setup-scope-set-up-write"),
    }
}
