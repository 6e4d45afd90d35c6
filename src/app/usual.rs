//! With whom patients usually are: what the desk proposes first.

use std::collections::BTreeMap;

use crate::domain::id::{PatientId, PractitionerId};
use crate::store::{Db, Fault};

use super::App;

impl App {
    /// The practitioner of each patient's last appointment that was not called off; who never had one is left out.
    pub async fn usual_practitioners(
        &self,
        patients: Vec<PatientId>,
    ) -> Result<BTreeMap<PatientId, PractitionerId>, Fault> {
        self.store
            .read(move |db: &Db<'_>| {
                let mut usual = BTreeMap::new();
                for patient in patients {
                    let history = db.appointments_of(patient)?;
                    if let Some(last) = history.iter().rfind(|visit| visit.status.takes_time()) {
                        usual.insert(patient, last.practitioner);
                    }
                }
                Ok(usual)
            })
            .await
    }
}
