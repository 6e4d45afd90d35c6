//! Tokens of the machine interface.

use super::field::{Field, Fields, Input};
use super::issued::{Issued, IssuedRow, Words, life};
use super::reader::Reader;
use super::{Context, LABEL_MAX};
use crate::app::Scope;
use crate::domain::contact::FieldProblem;
use crate::store::Fault;
use crate::web::extract::{FieldErrors, Form};

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

    type New = (String, Vec<Scope>);

    async fn rows(ctx: &Context) -> Result<Vec<IssuedRow>, Fault> {
        let tokens = ctx.web.app.api_tokens().await?;
        let rows = tokens.into_iter().map(|token| IssuedRow {
            id: token.id,
            name: token.name,
            address: String::new(),
            note: life(ctx, token.created, token.revoked),
            is_good: token.revoked.is_none(),
        });
        Ok(rows.collect())
    }

    fn fields(f: Fields<'_>) -> Vec<Field> {
        let scopes = Scope::ALL.map(|scope| (scope_field(scope), scope_words(f.ctx, scope)));
        vec![
            f.field("name", "setup-token-name", Input::Line(LABEL_MAX))
                .hint(f.text("setup-token-name-hint"))
                .wide(),
            f.ticks("scopes", "setup-token-scopes", scopes),
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
        r.finish((name, scopes))
    }

    async fn make(ctx: &Context, (name, scopes): Self::New) -> Result<String, Fault> {
        let actor = ctx.staff.0.actor();
        ctx.web.app.create_api_token(actor, name, scopes).await
    }

    async fn end(ctx: &Context, id: i64) -> Result<bool, Fault> {
        ctx.web.app.revoke_api_token(ctx.staff.0.actor(), id).await
    }
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
        Scope::PatientsWrite => ctx.text("setup-scope-patients-new"),
    }
}
