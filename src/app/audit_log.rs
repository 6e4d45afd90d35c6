//! « Who saw my file »: the log as administrators search it. Looking is on record as well.

use std::collections::BTreeMap;

use crate::domain::id::StaffId;
use crate::domain::staff::Actor;
use crate::store::{AuditEntry, AuditQuery, Db, Fault, Record, Tx};

use super::App;

/// Records that fit, and the names of those who did something.
#[derive(Clone, Debug)]
pub struct AuditPage {
    /// The newest first.
    pub entries: Vec<AuditEntry>,
    /// Name of each account.
    pub names: BTreeMap<StaffId, String>,
}

impl App {
    /// Name of each account, also of those that are closed.
    pub async fn staff_names(&self) -> Result<BTreeMap<StaffId, String>, Fault> {
        self.store.read(|db: &Db<'_>| names(db)).await
    }

    /// Searches the log.
    pub async fn audit_page(&self, query: AuditQuery, actor: Actor) -> Result<AuditPage, Fault> {
        let about = query.patient;
        self.store
            .write(move |tx: &mut Tx<'_>| -> Result<(), Fault> {
                let record = Record::new(&actor, "audit.search");
                tx.audit(&match about {
                    Some(patient) => record.on(format_args!("patient:{patient}")),
                    None => record,
                })?;
                Ok(())
            })
            .await?;
        self.store
            .read(move |db: &Db<'_>| {
                Ok(AuditPage {
                    entries: db.search_audit(&query)?,
                    names: names(db)?,
                })
            })
            .await
    }
}

fn names(db: &Db<'_>) -> Result<BTreeMap<StaffId, String>, Fault> {
    let accounts = db.staff()?.into_iter();
    Ok(accounts
        .map(|account| (account.member.id, account.member.name))
        .collect())
}
