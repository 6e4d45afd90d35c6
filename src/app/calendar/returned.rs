//! Our own database came back from a backup: what it knows of calendars is old (caldav §6.3).

use crate::app::App;
use crate::domain::calendar::{LinkReason, LinkState};
use crate::domain::staff::Actor;
use crate::store::{Fault, Tx};

use super::link::set_state;

impl App {
    /// When the database is an older copy of itself, stops every link until somebody has accepted what taking it up again would do; how
    /// many, `None` when it is no such copy. A calendar that is being left goes on being left. To be called before anybody is answered.
    pub async fn suspend_returned(&self) -> Result<Option<usize>, Fault> {
        let is_older =
            self.store.lacks_noted_record().await? || !self.store.forgotten_tombstones().await?.is_empty();
        let stopped = if is_older {
            Some(self.store.write(suspend_all).await?)
        } else {
            None
        };
        // Afterwards: whoever is cut in between finds the older copy again.
        self.store.note_newest_record().await?;
        Ok(stopped)
    }

    /// Notes beside the database how far it is, so that an older copy is known as one.
    pub async fn note_newest_record(&self) -> Result<(), Fault> {
        self.store.note_newest_record().await
    }
}

fn suspend_all(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    let mut links = tx.calendar_links()?;
    links.retain(|link| link.state != LinkState::Leaving && !link.is_restored());
    for link in &links {
        let restored = (LinkState::Suspended, Some(LinkReason::Restored));
        set_state(tx, link, restored, &Actor::System)?;
        tx.forget_calendar_marks(link.id)?;
    }
    Ok(links.len())
}
