//! Rooms, chairs and machines (booking-rules §5).

use super::id::{PractitionerId, ResourceId};
use super::time::Interval;

/// A kind of resource a care type requires, e.g. `salle`, `échographe`. Compared exactly.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct ResourceKind(pub String);

/// One unit of a kind.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Resource {
    /// Identifier.
    pub id: ResourceId,
    /// Name as shown.
    pub name: String,
    /// What a care type asks for.
    pub kind: ResourceKind,
    /// How many sessions may use it at the same instant; at least 1.
    pub capacity: u16,
    /// Who may use it; `None` means everybody.
    pub practitioners: Option<Vec<PractitionerId>>,
    /// Closures.
    pub closed: Vec<Interval>,
    /// Out of use for good.
    pub is_archived: bool,
}
