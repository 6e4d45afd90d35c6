//! Tokens of the machine interface: made, listed, revoked, and looked up without a query.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use arc_swap::ArcSwap;

use crate::domain::id::PractitionerId;
use crate::domain::staff::Actor;
use crate::store::{Db, Fault, Record, StoredToken, Tx};
use crate::sys::{hash, ids};

use super::App;

/// What a token may be used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Scope {
    /// Read free starts, practitioners and care types.
    #[serde(rename = "slots:read")]
    SlotsRead,
    /// Read, make, move and cancel appointments.
    #[serde(rename = "appointments:write")]
    AppointmentsWrite,
    /// Read whole days.
    #[serde(rename = "agenda:read")]
    AgendaRead,
    /// Look patients up and open their records.
    #[serde(rename = "patients:read")]
    PatientsRead,
    /// Write new records and change known ones, their relatives and consents.
    #[serde(rename = "patients:write")]
    PatientsWrite,
    /// Read hours, absences, rooms and their closures.
    #[serde(rename = "schedules:read")]
    SchedulesRead,
    /// Change them.
    #[serde(rename = "schedules:write")]
    SchedulesWrite,
    /// Read the waiting list, put people on it and take them off.
    #[serde(rename = "waiting:write")]
    WaitingWrite,
    /// Read who did what.
    #[serde(rename = "audit:read")]
    AuditRead,
    /// Do what the staff do at the desk: book beyond what patients are offered, answer, decide, take back.
    #[serde(rename = "desk:write")]
    DeskWrite,
    /// Read counts and measures of the practice.
    #[serde(rename = "statistics:read")]
    StatisticsRead,
    /// Read what the practice notes on a record, as practitioners do.
    #[serde(rename = "notes:read")]
    NotesRead,
    /// Change them.
    #[serde(rename = "notes:write")]
    NotesWrite,
    /// Take everything about one patient out.
    #[serde(rename = "patients:export")]
    PatientsExport,
    /// Merge records of one person, and undo it.
    #[serde(rename = "patients:merge")]
    PatientsMerge,
    /// Erase people for good.
    #[serde(rename = "patients:erase")]
    PatientsErase,
    /// Read practitioners, care types, rooms and public holidays with all that they are set to.
    #[serde(rename = "setup:read")]
    SetUpRead,
    /// Change them.
    #[serde(rename = "setup:write")]
    SetUpWrite,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 18] = [
        Self::SlotsRead,
        Self::AppointmentsWrite,
        Self::AgendaRead,
        Self::PatientsRead,
        Self::PatientsWrite,
        Self::SchedulesRead,
        Self::SchedulesWrite,
        Self::WaitingWrite,
        Self::AuditRead,
        Self::DeskWrite,
        Self::StatisticsRead,
        Self::NotesRead,
        Self::NotesWrite,
        Self::PatientsExport,
        Self::PatientsMerge,
        Self::PatientsErase,
        Self::SetUpRead,
        Self::SetUpWrite,
    ];

    /// Wire spelling.
    pub fn key(self) -> &'static str {
        match self {
            Self::SlotsRead => "slots:read",
            Self::AppointmentsWrite => "appointments:write",
            Self::AgendaRead => "agenda:read",
            Self::PatientsRead => "patients:read",
            Self::PatientsWrite => "patients:write",
            Self::SchedulesRead => "schedules:read",
            Self::SchedulesWrite => "schedules:write",
            Self::WaitingWrite => "waiting:write",
            Self::AuditRead => "audit:read",
            Self::DeskWrite => "desk:write",
            Self::StatisticsRead => "statistics:read",
            Self::NotesRead => "notes:read",
            Self::NotesWrite => "notes:write",
            Self::PatientsExport => "patients:export",
            Self::PatientsMerge => "patients:merge",
            Self::PatientsErase => "patients:erase",
            Self::SetUpRead => "setup:read",
            Self::SetUpWrite => "setup:write",
        }
    }

    /// The scope of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.key() == key)
    }
}

/// A token to be made.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for, in the administrator's words.
    pub name: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// The practitioners it keeps to; `None` is everybody, also those who come later.
    pub named: Option<BTreeSet<PractitionerId>>,
}

impl NewToken {
    /// For everybody's agenda.
    pub fn for_everybody(name: &str, scopes: &[Scope]) -> Self {
        Self {
            name: name.to_owned(),
            scopes: scopes.to_vec(),
            named: None,
        }
    }
}

/// Who asks, once its token was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenBearer {
    /// Row number of the token.
    pub id: i64,
    scopes: Vec<Scope>,
    named: Option<BTreeSet<PractitionerId>>,
}

impl TokenBearer {
    /// Whose agenda the program sees and books in; `None` is everybody's.
    pub fn reach(&self) -> Option<&BTreeSet<PractitionerId>> {
        self.named.as_ref()
    }

    /// Whether an appointment, or a free time, of this practitioner is any business of the program.
    pub fn reaches(&self, practitioner: PractitionerId) -> bool {
        self.reach().is_none_or(|named| named.contains(&practitioner))
    }

    /// Whether the token was made for this.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.contains(&scope)
    }

    /// For the audit log.
    pub fn actor(&self) -> Actor {
        Actor::Token(self.id)
    }
}

/// The good tokens by hash. The process has the data folder to itself, so nobody else changes them.
#[derive(Clone, Debug, Default)]
pub(super) struct KnownTokens(Arc<ArcSwap<HashMap<[u8; 32], TokenBearer>>>);

impl KnownTokens {
    pub(super) fn replace(&self, stored: Vec<StoredToken>) {
        let good = stored.into_iter().filter(|token| token.revoked.is_none());
        let known = good.map(|token| (token.hash, bearer(&token))).collect();
        self.0.store(Arc::new(known));
    }
}

fn bearer(token: &StoredToken) -> TokenBearer {
    // A scope this version does not know gives nothing.
    let names: Vec<String> = serde_json::from_str(&token.scopes).unwrap_or_default();
    TokenBearer {
        id: token.id,
        scopes: names.iter().filter_map(|name| Scope::from_key(name)).collect(),
        named: token.practitioners.clone(),
    }
}

impl App {
    /// Recognises a token; `None` for unknown and revoked ones alike.
    pub fn token_bearer(&self, secret: &str) -> Option<TokenBearer> {
        self.tokens
            .0
            .load()
            .get(&hash::sha256(secret.as_bytes()))
            .cloned()
    }

    /// Whether an appointment with this practitioner is any business of a token, by its number; of one that was revoked nothing is.
    pub(super) fn token_reaches(&self, id: i64, practitioner: PractitionerId) -> bool {
        let known = self.tokens.0.load();
        let bearer = known.values().find(|bearer| bearer.id == id);
        bearer.is_some_and(|bearer| bearer.reaches(practitioner))
    }

    /// Makes a token and returns its secret, shown this once only.
    pub async fn create_api_token(&self, actor: Actor, token: NewToken) -> Result<String, Fault> {
        let secret = ids::secret256();
        let digest = hash::sha256(secret.as_bytes());
        let keys: Vec<&str> = token.scopes.iter().map(|scope| scope.key()).collect();
        let scopes = serde_json::Value::from(keys).to_string();
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let id = tx.insert_api_token(&token.name, digest, &scopes, token.named.as_ref())?;
                tx.audit(&Record::new(&actor, "token.create").on(format_args!("token:{id}")))?;
                Ok(())
            })
            .await?;
        self.reload_tokens().await?;
        Ok(secret)
    }

    /// Ends a token at once; whether there was one.
    pub async fn revoke_api_token(&self, actor: Actor, id: i64) -> Result<bool, Fault> {
        let was_good = self
            .store
            .write(move |tx: &mut Tx<'_>| -> Result<bool, Fault> {
                let was_good = tx.revoke_api_token(id)?;
                if was_good {
                    tx.audit(&Record::new(&actor, "token.revoke").on(format_args!("token:{id}")))?;
                }
                Ok(was_good)
            })
            .await?;
        self.reload_tokens().await?;
        Ok(was_good)
    }

    /// Every token, revoked ones included.
    pub async fn api_tokens(&self) -> Result<Vec<StoredToken>, Fault> {
        self.store.read(|db: &Db<'_>| db.api_tokens()).await
    }

    /// Reads the good tokens; at start and after each change.
    pub async fn reload_tokens(&self) -> Result<(), Fault> {
        let stored = self.api_tokens().await?;
        self.tokens.replace(stored);
        Ok(())
    }
}
